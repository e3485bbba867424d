package dev.portolan.benchmarks.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What a team writes without a framework: the JDK's server, and Jackson. */
public final class JacksonServer {
  private JacksonServer() {}

  /** Serves {@code POST /hello} on {@code PORT}. */
  public static void main(String[] arguments) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    BareServer.serve(
        body -> {
          HelloFunction.Name name = mapper.readValue(body, HelloFunction.Name.class);
          return mapper.writeValueAsBytes(
              new HelloFunction.Greeting("Hello, ".concat(name.name()).concat("!")));
        });
  }
}
