package dev.portolan.testkit;

import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions that ask for what not every provider claims. */
final class Asking {
  private Asking() {}

  /** The greeter as it asks for a feature; empty for one that no function can ask for by itself. */
  static Optional<FunctionSpec> forIt(Feature feature, Set<Feature> claimed, String issuer) {
    FunctionSpec plain = SampleProject.function("greeter", claimed);
    return switch (feature) {
      case HTTP -> Optional.of(http(plain, Trigger.Access.AUTHENTICATED));
      case PUBLIC_HTTP -> Optional.of(http(plain, Trigger.Access.PUBLIC));
      case STREAMING ->
          Optional.of(
              plain.withTriggers(
                  List.of(
                      new Trigger.Http("/x", List.of("GET"), Trigger.Access.PUBLIC)
                          .withStreaming(true))));
      case CORS ->
          Optional.of(
              plain.withTriggers(
                  List.of(
                      new Trigger.Http("/x", List.of("GET"), Trigger.Access.PUBLIC)
                          .withCors(Cors.of("*")))));
      case JWT ->
          Optional.of(
              plain.withTriggers(
                  List.of(
                      new Trigger.Http("/x", List.of("GET"), Trigger.Access.AUTHENTICATED)
                          .withJwt(Jwt.of(issuer, "shop")))));
      case DIRECT_INVOCATION -> Optional.of(plain.withTriggers(List.of()));
      case SCHEDULE, TOPIC, QUEUE, OBJECTS, RECORDS, KAFKA ->
          Optional.of(plain.withTriggers(List.of(EventTriggers.of(feature))));
      case DEAD_LETTER ->
          EventTriggers.among(claimed).stream()
              .map(event -> plain.withTriggers(List.of(EventTriggers.of(event))))
              .filter(FunctionSpec::isSentEvents)
              .map(function -> function.withDeadLetter(SampleProject.DEAD_LETTERS.get(0)))
              .findFirst();
      case SENDING, BUCKETS -> Optional.of(plain.withUses(SampleUses.of(feature)));
      case ENVIRONMENT -> Optional.of(plain.withEnvironment(Map.of("LEVEL", "info")));
      case SECRET_REFERENCES -> Optional.of(plain.withEnvironment(Map.of("DB", "secret://db")));
      case MAX_CONCURRENCY -> Optional.of(plain.withSizing(plain.sizing().withMaxConcurrency(2)));
      case ARM64 ->
          Optional.of(plain.withSizing(plain.sizing().withArchitecture(Architecture.ARM64)));
      default -> Optional.empty();
    };
  }

  static FunctionSpec http(FunctionSpec plain, Trigger.Access access) {
    return plain.withTriggers(List.of(new Trigger.Http("/x", List.of("GET"), access)));
  }
}
