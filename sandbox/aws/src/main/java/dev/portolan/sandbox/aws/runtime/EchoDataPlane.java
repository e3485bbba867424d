package dev.portolan.sandbox.aws.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Starts no JVM: answers the probe as an adapter would, HTTP requests with a fixed greeting, and
 * all else with what it got. For tests of deployments, which do not ask what the function does.
 */
public final class EchoDataPlane implements DataPlane {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Outcome invoke(RunSpec function, Invocation invocation) {
    JsonNode event;
    try {
      event = JSON.readTree(invocation.payload());
    } catch (JsonProcessingException e) {
      return Outcome.answered(invocation.payload(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ObjectNode answer = JSON.createObjectNode();
    if (event.path("$portolan").asText().equals("probe")) {
      answer.put("$portolan", "ready");
      answer.put("function", function.environment().getOrDefault("PORTOLAN_FUNCTION", ""));
    } else if (event.path("version").asText().equals("2.0") && event.has("requestContext")) {
      answer.put("statusCode", 200);
      answer.put("body", "echo " + event.path("rawPath").asText());
    } else {
      return Outcome.answered(invocation.payload(), "");
    }
    return Outcome.answered(answer.toString().getBytes(StandardCharsets.UTF_8), "");
  }

  @Override
  public void retain(Set<String> fingerprints) {
    // holds no process
  }

  @Override
  public void close() {
    // holds no process
  }
}
