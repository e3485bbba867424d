package dev.portolan.sandbox.aws.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.sandbox.aws.dynamodb.Change;
import dev.portolan.sandbox.aws.dynamodb.Streams;
import dev.portolan.sandbox.aws.events.Ended;
import dev.portolan.sandbox.aws.lambda.Mappings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Changes items of a table and has its stream bring the changes at once. */
public record TableFiring(MappedFunctions functions, StreamPoller poller) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Delivers, each time that it is asked, to each function that hears of the table: makes the
   * changes first, and then brings them again, as they come whose place in the stream was not kept.
   * Nothing where no function hears.
   */
  public Supplier<List<Ended>> round(Happening happening, String region) {
    String table = happening.name().substring(happening.name().lastIndexOf('/') + 1);
    Optional<String> stream = Change.stream(functions.state().read(), region, table);
    List<JsonNode> takers =
        Mappings.everywhere(functions.state().read(), functions.now()).stream()
            .filter(mapping -> stream.equals(Optional.of(MappedFunctions.source(mapping))))
            .toList();
    if (takers.isEmpty()) {
      return List::of;
    }
    List<JsonNode> items = happening.each().stream().map(TableFiring::fields).toList();
    List<Long> numbers = new ArrayList<>();
    return () ->
        poller.alone(
            takers,
            () -> {
              if (numbers.isEmpty()) {
                items.forEach(item -> numbers.add(change(happening, region, table, item)));
              } else {
                takers.forEach(taker -> rewind(taker, numbers));
              }
              List<Ended> ended = new ArrayList<>();
              takers.forEach(taker -> ended.addAll(brought(taker, numbers)));
              return ended;
            });
  }

  private long change(Happening happening, String region, String table, JsonNode fields) {
    String key = happening.key().isEmpty() ? UUID.randomUUID().toString() : happening.key();
    return functions
        .state()
        .change(tree -> Change.make(tree, region, table, key, fields, functions.now()));
  }

  /** Back to before the first change, if the mapping has come further. */
  private void rewind(JsonNode taker, List<Long> numbers) {
    numbers.stream()
        .filter(number -> number > 0)
        .findFirst()
        .filter(
            first ->
                functions
                    .current(taker)
                    .filter(now -> StreamPlace.of(now).position() >= first)
                    .isPresent())
        .ifPresent(first -> functions.keep(taker, StreamPlace.past(first - 1)::keep));
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

  private List<Ended> brought(JsonNode taker, List<Long> numbers) {
    long last = numbers.get(numbers.size() - 1);
    boolean able = functions.current(taker).isPresent();
    Drained drained = able ? poller.drain(taker, last) : Drained.begin();
    List<Ended> ended = new ArrayList<>();
    for (long number : numbers) {
      Optional<String> why = Optional.empty();
      if (number == 0) {
        why = Optional.of("was not called: the record is as it was");
      } else if (!able) {
        why = Optional.of("was not called: its mapping is disabled");
      } else if (!drained.done().contains(number)) {
        why =
            Optional.of(
                drained.told().isEmpty()
                    ? "is called later: what failed before comes first"
                    : String.join("; ", drained.told()));
      }
      String id = id(taker, number);
      ended.add(Ended.of(MappedFunctions.function(taker), ended.size() + 1, id, why));
    }
    return ended;
  }

  private String id(JsonNode taker, long number) {
    return Streams.byArn(functions.state().read(), MappedFunctions.source(taker)).stream()
        .flatMap(stream -> Streams.after(stream, number - 1, functions.now()).stream())
        .filter(record -> record.path("number").asLong() == number)
        .map(record -> record.path("id").asText())
        .findFirst()
        .orElse("");
  }
}
