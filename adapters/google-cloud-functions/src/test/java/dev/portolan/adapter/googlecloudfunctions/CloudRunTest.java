package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On Cloud Run the server of portolan-http takes Google's events for what they mean. */
final class CloudRunTest {
  @TempDir private Path directory;

  private static String home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private Process start(Described function) throws Exception {
    Path descriptor = directory.resolve("META-INF/portolan/functions.json");
    Files.createDirectories(descriptor.getParent());
    Files.writeString(descriptor, function.descriptor());
    List<String> classPath = new ArrayList<>(List.of(directory.toString()));
    for (Class<?> type :
        List.of(
            CloudRunEntryPoint.class,
            PortableFunction.class,
            dev.portolan.adapter.http.HttpEntryPoint.class,
            function.type())) {
      classPath.add(home(type));
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            String.join(File.pathSeparator, classPath),
            CloudRunEntryPoint.class.getName());
    builder.environment().put("PORTOLAN_FUNCTION", "f");
    builder.environment().put("PORTOLAN_BIND", "127.0.0.1");
    builder.environment().put("PORT", "0");
    builder.environment().put("STOPPED", directory.resolve("stopped").toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  @Test
  void googlesEvents() throws Exception {
    Process process = start(Described.taker(Described.ORDERS, Described.RETURNS));
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      assertEquals(200, status(port, Published.of("returns", "\"hi\"", "").request()));
      assertEquals(204, status(port, Published.of("orders", "1", "").request()));
      assertEquals(204, status(port, Published.of("returns", "reject", "").request()));
      assertEquals(503, status(port, Published.of("returns", "retry", "").request()));
      assertEquals(400, status(port, Published.event("t", "no id")));
      process.destroy();
      assertEquals(0, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFunctionStopsBeforeCloudRunKillsIt() throws Exception {
    Described stuck = new Described(Stuck.class, "java.lang.Void", Described.HTTP);
    Process process = start(stuck);
    try (BufferedReader said =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Socket socket = new Socket()) {
      String line = said.readLine();
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket
          .getOutputStream()
          .write("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertEquals("stuck", said.readLine());
      process.destroy();
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "a request may take five minutes");
      assertEquals("stopped", Files.readString(directory.resolve("stopped")));
    } finally {
      process.destroyForcibly();
    }
  }

  private static int status(int port, HttpRequest request) throws Exception {
    HttpResponse response = Exchanges.send(port, request);
    return response.status();
  }

  @Test
  void googlesTraces() {
    CloudRun platform = new CloudRun();
    String trace = "65011637f09e0a5179677a7429456db7";
    assertEquals(
        "00-" + trace + "-0000000000000001-01",
        platform.trace(Fields.headers("X-Cloud-Trace-Context", trace + "/1;o=1")).traceparent());
    assertEquals(null, platform.trace(Fields.headers()));
  }

  @Test
  void googlesKinds() {
    CloudRun platform = new CloudRun();
    String[][] kinds = {
      {"google.cloud.pubsub.topic.v1.messagePublished", "TOPIC"},
      {"google.cloud.scheduler.job.v1.executed", "SCHEDULE"},
      {"google.cloud.storage.object.v1.finalized", "OBJECT_CREATED"},
      {"google.cloud.storage.object.v1.deleted", "OBJECT_DELETED"},
      {"google.cloud.storage.object.v1.archived", "CUSTOM"},
      {"google.cloud.firestore.document.v1.created", "RECORD_CREATED"},
      {"google.cloud.firestore.document.v1.updated.withAuthContext", "RECORD_UPDATED"},
      {"google.cloud.firestore.document.v1.deleted", "RECORD_DELETED"},
      {"google.cloud.firestore.document.v1.written", "RECORD_UPSERTED"}
    };
    for (String[] kind : kinds) {
      assertEquals(kind[1], platform.kind(kind[0]).name());
    }
  }
}
