package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.DirectCalls;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.Occurrence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Plays a platform's proxy to the server, over real sockets. */
public final class HttpHarness implements AdapterHarness {

  @Override
  public String provider() {
    return "knative";
  }

  @Override
  public Running start(
      Map<String, String> variables, Map<String, String> secrets, ClassLoader loader) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(AdapterHarness.inEnvironment(secrets));
    environment.put("PORTOLAN_DIRECT", "true");
    return new RunningHttp(
        Invoker.open(ResolvedSecrets.hide(environment), loader),
        environment,
        new ConcurrentHashMap<>());
  }

  @Override
  public List<byte[]> foreignPayloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (String payload :
        List.of(
            // cloud.google.com/pubsub/docs/push, "The JSON format of a push message"
            "{\"message\":{\"data\":\"SGVsbG8=\",\"messageId\":\"1\"},\"subscription\":\"s\"}",
            // cloud.google.com/functions/docs/concepts/events-triggers, first generation
            "{\"context\":{\"eventId\":\"1\",\"eventType\":\"t\"},\"data\":{}}",
            "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}")) {
      payloads.add(payload.getBytes(StandardCharsets.UTF_8));
    }
    return payloads;
  }

  @Override
  public Set<Event.Kind> kinds() {
    return EnumSet.of(Event.Kind.SCHEDULE, Event.Kind.KAFKA, Event.Kind.CUSTOM);
  }

  /** Brokers stand for queues, topics, buckets and tables. */
  @Override
  public boolean delivers(Event.Kind kind) {
    return EnumSet.of(
                Event.Kind.QUEUE,
                Event.Kind.TOPIC,
                Event.Kind.OBJECT_CREATED,
                Event.Kind.OBJECT_DELETED,
                Event.Kind.RECORD_CREATED,
                Event.Kind.RECORD_UPDATED,
                Event.Kind.RECORD_DELETED)
            .contains(kind)
        || kinds().contains(kind);
  }

  /** One server for each time limit: a server knows one. */
  private record RunningHttp(
      Invoker invoker, Map<String, String> environment, Map<Duration, RunningServer> servers)
      implements Running {

    @Override
    public HttpResponse http(HttpRequest request, Duration timeLeft) {
      try (RawCaller caller = server(timeLeft).caller()) {
        return HttpCaller.exchange(caller, request);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public Caller connect(String name, Duration timeLeft) {
      return new HttpCaller(server(timeLeft));
    }

    private RunningServer server(Duration timeLeft) {
      return servers.computeIfAbsent(
          timeLeft,
          time -> {
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("PORTOLAN_TIMEOUT_MILLIS", Long.toString(time.toMillis()));
            return RunningServer.start(invoker, variables);
          });
    }

    @Override
    public boolean comesAgain(Event.Kind kind, String text) {
      if (kind == Event.Kind.KAFKA) {
        return deliver(List.of(Occurrence.sample(kind, text)), Duration.ofSeconds(10)).get(0);
      }
      HttpRequest event =
          HttpRequest.of("POST", "/")
              .withHeader("ce-specversion", "1.0")
              .withHeader("ce-id", "1")
              .withHeader("ce-source", "/apis/v1/namespaces/default/pingsources/nightly")
              .withHeader("ce-type", type(kind))
              .withHeader("content-type", "text/plain; charset=utf-8")
              .withBody(text.getBytes(StandardCharsets.UTF_8));
      return comesAgain(event, Duration.ofSeconds(10));
    }

    @Override
    public List<Boolean> deliver(List<Occurrence> occurrences, Duration timeLeft) {
      return occurrences.stream()
          .map(each -> comesAgain(Occurrences.request(each), timeLeft))
          .toList();
    }

    /** As Knative does: knative/specs, eventing/data-plane.md. */
    private boolean comesAgain(HttpRequest event, Duration timeLeft) {
      int status = http(event, timeLeft).status();
      return status >= 500 || status == 404 || status == 408 || status == 409 || status == 429;
    }

    private static String type(Event.Kind kind) {
      return kind == Event.Kind.SCHEDULE ? "dev.knative.sources.ping" : "said";
    }

    @Override
    public byte[] direct(byte[] payload, Duration timeLeft) throws DirectFailure {
      HttpResponse response =
          http(HttpRequest.of("POST", DirectCalls.PATH).withBody(payload), timeLeft);
      if (response.status() != 200) {
        throw new DirectFailure(new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    }

    @Override
    public void close() {
      servers.values().forEach(RunningServer::close);
    }
  }
}
