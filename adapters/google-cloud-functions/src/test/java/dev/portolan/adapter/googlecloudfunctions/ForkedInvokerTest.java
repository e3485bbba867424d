package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's server in a process of its own, with one jar at the root as Google's builder has it. */
final class ForkedInvokerTest {
  @TempDir private Path directory;

  private Process start(Described function, Class<?> target, int port) throws Exception {
    return ForkedInvoker.start(function, target, port, directory);
  }

  @Test
  void theFunctionSeesTheInterfacesAloneAndStopsAtSigterm() throws Exception {
    Described aware = new Described(Aware.class, Aware.Question.class.getName(), Described.HTTP);
    int port = ForkedInvoker.freePort();
    Process process = start(aware, HttpEntryPoint.class, port);
    try {
      HttpRequest get = HttpRequest.of("GET", "/a");
      for (String name :
          List.of("com.google.gson.Gson", "com.google.cloud.functions.invoker.runner.Invoker")) {
        HttpRequest hidden = HttpRequest.of("GET", "/a", "className=" + name);
        assertEquals("mine, hidden", text(Exchanges.send(port, hidden)));
      }
      String api = "className=com.google.cloud.functions.HttpFunction";
      assertEquals("mine, seen", text(Exchanges.send(port, HttpRequest.of("GET", "/a", api))));
      assertEquals(404, Exchanges.send(port, HttpRequest.of("GET", "/b")).status());
      assertTrue(Exchanges.send(port, get).status() >= 400);
      process.destroy();
      assertEquals(0, process.waitFor(), "the signal is heard, not a hook's");
      assertEquals("stopped", Files.readString(directory.resolve("stopped")));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void eventsOfAnEntryPointForEvents() throws Exception {
    int port = ForkedInvoker.freePort();
    Process process = start(Described.taker(Described.RETURNS), EventEntryPoint.class, port);
    try {
      HttpRequest message = Published.of("returns", "\"hi\"", "").request();
      assertEquals(200, Exchanges.send(port, message).status());
      assertEquals(
          500, Exchanges.send(port, Published.of("returns", "bug", "").request()).status());
      HttpRequest broken = Published.of("returns", "memory", "").request();
      assertThrows(IOException.class, () -> Exchanges.send(port, broken));
      assertEquals(1, process.waitFor(), "a process out of memory is replaced");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFunctionThatCannotStartSaysWhy() throws Exception {
    Described none = new Described(Aware.class, "com.acme.Gone", Described.HTTP);
    try {
      start(none, HttpEntryPoint.class, ForkedInvoker.freePort()).destroyForcibly();
      throw new AssertionError("it started");
    } catch (IllegalStateException failed) {
      assertTrue(failed.getMessage().contains("com.acme.Gone"), failed.getMessage());
    }
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
