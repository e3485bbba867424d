package dev.portolan.adapter.azurefunctions;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.host.AppHost;
import dev.portolan.sandbox.azure.host.Keys;
import dev.portolan.sandbox.azure.host.Spec;
import dev.portolan.sandbox.azure.host.WorkerLink;
import dev.portolan.sandbox.azure.worker.JavaWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app whose worker is in this process, so that tests see what its function does. */
final class JoinedApp implements AutoCloseable {
  final AppHost host;
  final List<String> lines = new CopyOnWriteArrayList<>();

  /** For how long what it was sent was held, each time. */
  final List<Long> held;

  private JoinedApp(Path folder, App app, List<Long> held, Map<String, String> environment)
      throws IOException {
    this.held = held;
    JavaWorker worker =
        JavaWorker.within(
            JoinedApp.class.getClassLoader(),
            type -> type.getDeclaredConstructor(Apps.class).newInstance(Apps.of(app)));
    Spec spec =
        new Spec(
            folder,
            environment,
            0,
            Path.of(System.getProperty("java.home")),
            lines::add,
            Keys.of("master", "key"),
            Duration.ofMinutes(1));
    this.host = AppHost.open(spec, WorkerLink.joined(worker));
  }

  static JoinedApp open(Path folder, App app) {
    return open(folder, app, List.of());
  }

  static JoinedApp open(Path folder, App app, List<Long> held) {
    return open(folder, app, held, Map.of());
  }

  /**
   * The same.
   *
   * @param environment what the platform tells the host
   */
  static JoinedApp open(Path folder, App app, List<Long> held, Map<String, String> environment) {
    try {
      return new JoinedApp(folder, app, held, environment);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  HttpResponse send(HttpRequest request) {
    String length = Integer.toString(request.body().length);
    return send(request, "content-length", length);
  }

  /** Sends a request whose length is told in this header, or not at all. */
  HttpResponse send(HttpRequest request, String name, String value) {
    WireHeaders headers = WireHeaders.of("host", "app.azurewebsites.net").with(name, value);
    Fields fields = request.headers();
    for (int i = 0; i < fields.size(); i++) {
      headers = headers.with(fields.name(i), fields.value(i));
    }
    return response(
        host.handle(
            new WireRequest(
                request.method(), request.rawPath(), request.rawQuery(), headers, request.body())));
  }

  /** Sends a request without headers and body, whatever its target is. */
  HttpResponse send(String method, String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    WireHeaders headers = WireHeaders.of("host", "app.azurewebsites.net");
    return response(host.handle(new WireRequest(method, path, query, headers, new byte[0])));
  }

  private static HttpResponse response(WireResponse from) {
    List<String> fields = new ArrayList<>();
    from.headers()
        .asMap()
        .forEach(
            (name, values) ->
                values.forEach(
                    value -> {
                      fields.add(name);
                      fields.add(value);
                    }));
    return HttpResponse.of(from.status()).withHeaders(Fields.headers(fields)).withBody(from.body());
  }

  @Override
  public void close() {
    host.close();
  }
}
