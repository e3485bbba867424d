package dev.portolan.sandbox.gcp.guest;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A function as a user of Google's framework writes one; it runs in a process of its own. */
public final class Guest implements HttpFunction {
  @Override
  public void service(HttpRequest request, HttpResponse response) throws Exception {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    switch (request.getPath()) {
      case "/hang" -> new CountDownLatch(1).await();
      case "/end" -> Runtime.getRuntime().halt(3);
      case "/log" -> say(body);
      case "/throw" -> throw new IllegalStateException("not today");
      default -> tell(request, response, body);
    }
  }

  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  private static void tell(HttpRequest request, HttpResponse response, String body)
      throws IOException {
    request.getFirstHeader("ce-id").ifPresent(id -> say("event " + id + " " + body));
    StringBuilder told = new StringBuilder();
    for (String name :
        new String[] {
          "GREETING",
          "FUNCTION_TARGET",
          "FUNCTION_SIGNATURE_TYPE",
          "K_SERVICE",
          "K_CONFIGURATION",
          "CLOUD_RUN_TIMEOUT_SECONDS",
          "MAVEN_OPTS"
        }) {
      told.append(name).append('=').append(System.getenv(name)).append('\n');
    }
    told.append("memory=").append(Runtime.getRuntime().maxMemory() >> 20).append('\n');
    response.setContentType("text/plain");
    response.getOutputStream().write(told.toString().getBytes(StandardCharsets.UTF_8));
  }
}
