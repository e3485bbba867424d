package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A function of an app.
 *
 * @param name its folder
 * @param entryPoint class and method
 * @param scriptFile its jar
 * @param bindings as {@code function.json} has them
 * @param retry what comes again of its events
 * @param error why it cannot be called, in the host's words; empty if it can
 */
public record HostedFunction(
    String name,
    String entryPoint,
    Path scriptFile,
    List<JsonNode> bindings,
    Retry retry,
    Optional<String> error) {

  HostedFunction failed(String why) {
    return new HostedFunction(name, entryPoint, scriptFile, bindings, retry, Optional.of(why));
  }

  /** The binding that has it called; an empty object if there is none. */
  public JsonNode trigger() {
    return bindings.stream()
        .filter(each -> type(each).toLowerCase(Locale.ROOT).endsWith("trigger"))
        .findFirst()
        .orElse(JsonNodeFactory.instance.objectNode());
  }

  /** Whether requests call it. */
  public boolean takesHttp() {
    return type(trigger()).equalsIgnoreCase("httpTrigger");
  }

  /** When it fires, as it is written, if a timer calls it. */
  public Optional<String> schedule() {
    boolean timer = type(trigger()).equalsIgnoreCase("timerTrigger");
    return timer ? Optional.of(trigger().path("schedule").asText("")) : Optional.empty();
  }

  static String type(JsonNode binding) {
    return binding.path("type").asText("");
  }
}
