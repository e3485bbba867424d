package dev.portolan.benchmarks.http;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The yardstick in Google's server: its own interface, the JSON cut out by hand. */
public final class GoogleBare implements HttpFunction {

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    String json = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int start = json.indexOf("\":\"") + 3;
    String name = json.substring(start, json.indexOf('"', start));
    String greeting = "{\"greeting\":\"Hello, ".concat(name).concat("!\"}");
    response.setContentType("application/json");
    response.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
  }
}
