package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.sandbox.aws.dynamodb.Change;
import dev.portolan.sandbox.aws.lambda.Mappings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Changes an item of a table and has its stream bring the change at once. */
public record TableFiring(MappedFunctions functions, StreamPoller poller) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Why it was not handled the first time, by the ARN of each function that hears of the table;
   * nothing for one that did, and no function where none hears.
   */
  public Map<String, Optional<String>> change(Happening happening, String region) {
    String table = happening.name().substring(happening.name().lastIndexOf('/') + 1);
    Optional<String> stream = Change.stream(functions.state().read(), region, table);
    List<JsonNode> takers =
        Mappings.everywhere(functions.state().read(), functions.now()).stream()
            .filter(mapping -> stream.equals(Optional.of(MappedFunctions.source(mapping))))
            .toList();
    if (takers.isEmpty()) {
      return Map.of();
    }
    String key = happening.key().isEmpty() ? UUID.randomUUID().toString() : happening.key();
    JsonNode fields = fields(happening);
    return poller.alone(
        takers,
        () -> {
          long number =
              functions
                  .state()
                  .change(tree -> Change.make(tree, region, table, key, fields, functions.now()));
          Map<String, Optional<String>> ended = new TreeMap<>();
          for (JsonNode taker : takers) {
            ended.put(MappedFunctions.function(taker), brought(taker, number));
          }
          return ended;
        });
  }

  private static JsonNode fields(Happening happening) {
    if (happening.data().length == 0) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode fields = JSON.readTree(new String(happening.data(), StandardCharsets.UTF_8));
      if (fields.isObject()) {
        return fields;
      }
    } catch (JsonProcessingException expected) {
      // told below
    }
    throw DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        "the record is no JSON object",
        "give its fields as one, or no data to remove it");
  }

  private Optional<String> brought(JsonNode taker, long number) {
    if (number == 0) {
      return Optional.of("was not called: the record is as it was");
    }
    if (functions.current(taker).isEmpty()) {
      return Optional.of("was not called: its mapping is disabled");
    }
    Drained drained = poller.drain(taker, number);
    if (drained.done().contains(number)) {
      return Optional.empty();
    }
    return Optional.of(
        drained.told().isEmpty()
            ? "is called later: what failed before comes first"
            : String.join("; ", drained.told()));
  }
}
