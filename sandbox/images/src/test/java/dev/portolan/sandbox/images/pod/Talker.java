package dev.portolan.sandbox.images.pod;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** What the image of the test runs: says what it was given, and answers 404 but for one path. */
public final class Talker {
  private Talker() {}

  private static void say(String line) {
    System.out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  public static void main(String[] arguments) throws IOException {
    say("memory " + (Runtime.getRuntime().maxMemory() >> 20));
    say("word " + System.getenv("WORD"));
    say("arguments " + String.join(" ", arguments));
    if ("none".equals(System.getenv("WORD"))) {
      System.exit(7);
    }
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals("/ready");
          boolean asker = "probe".equals(exchange.getRequestHeaders().getFirst("User-Agent"));
          exchange.sendResponseHeaders(known && asker ? 200 : 404, -1);
          exchange.close();
        });
    server.start();
  }
}
