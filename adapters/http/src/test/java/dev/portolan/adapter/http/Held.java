package dev.portolan.adapter.http;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits for the word of a test in another process; notes the order in which things end. */
public final class Held implements PortableFunction<HttpRequest, HttpResponse>, Lifecycle {

  static FunctionUnderTest function() {
    return FunctionUnderTest.of(Held.class, "dev.portolan.HttpRequest");
  }

  @Override
  public void start() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> note("hook\n")));
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) throws Exception {
    if (request.rawQuery().equals("memory")) {
      throw new OutOfMemoryError("as asked");
    }
    if (request.rawQuery().equals("secret")) {
      return HttpResponse.text(200, context.secret("DB_PASSWORD"));
    }
    if (request.rawQuery().startsWith("gate=")) {
      awaitGate(request.rawQuery().substring(5));
    }
    if (request.rawQuery().startsWith("stream=")) {
      return streamed(request.rawQuery().substring(7));
    }
    return HttpResponse.text(200, "through");
  }

  /** After the first part: runs out of memory, waits for the word of a test, or goes on so long. */
  private static HttpResponse streamed(String what) {
    return HttpResponse.of(200)
        .withBody(
            output -> {
              output.write('<');
              output.flush();
              if (what.equals("memory")) {
                throw new OutOfMemoryError("as asked");
              }
              if (what.endsWith("M")) {
                byte[] mebibyte = new byte[1 << 20];
                for (int i = Integer.parseInt(what.replace("M", "")); i > 0; i--) {
                  output.write(mebibyte);
                }
                return;
              }
              awaitGate(what);
              output.write('>');
            });
  }

  private static void awaitGate(String port) throws IOException {
    try (Socket gate = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      gate.getInputStream().read();
    }
    note("request\n");
  }

  @Override
  public void stop() {
    note("stop\n");
  }

  private static void note(String line) {
    String file = System.getenv("NOTES");
    try {
      if (file != null) {
        Files.writeString(
            Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
