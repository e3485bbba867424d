package dev.portolan.benchmarks.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** What a team writes against Google's own interface: Jackson reads and writes. */
public final class GoogleJackson implements HttpFunction {
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    HelloFunction.Name name = mapper.readValue(request.getInputStream(), HelloFunction.Name.class);
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(
            mapper.writeValueAsBytes(
                new HelloFunction.Greeting("Hello, ".concat(name.name()).concat("!"))));
  }
}
