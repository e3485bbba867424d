package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a run that is ended from outside")
final class InterruptionEndToEnd {
  @TempDir Path directory;

  @Test
  @DisplayName("finishes the call under way, starts no other, and still reports")
  void reports() throws Exception {
    Project.example("hello", directory);
    CountDownLatch called = new CountDownLatch(1);
    HttpServer cloud =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.createContext(
        "/",
        exchange -> {
          called.countDown();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    cloud.start();
    Process process =
        Maven.in(directory)
            .with("AWS_ENDPOINT_URL", "http://127.0.0.1:" + cloud.getAddress().getPort())
            .with("AWS_REGION", "eu-west-1")
            .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .with("AWS_SECRET_ACCESS_KEY", "example")
            .start("portolan:deploy", "-Dprovider=aws", "-DskipTests");
    try {
      Thread reader = new Thread(() -> read(process));
      reader.start();
      assertTrue(called.await(3, TimeUnit.MINUTES), "it calls no cloud");
      process.toHandle().destroy();
      assertTrue(process.waitFor(3, TimeUnit.MINUTES), "it does not end");
      reader.join();
    } finally {
      process.destroyForcibly();
      cloud.stop(0);
    }
    JsonNode report = new Maven.Result(process.exitValue(), "", directory).report();
    assertEquals(130, report.get("exitCode").asInt(), report.toString());
    assertEquals(
        "INTERRUPTED",
        report.get("results").get(0).get("error").get("kind").asText(),
        report.toString());
  }

  /** A process whose output nobody reads stops when the pipe is full. */
  private static void read(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
