package dev.portolan.provider.gcp.serving;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Called;
import dev.portolan.provider.gcp.config.FunctionSettings;
import dev.portolan.provider.gcp.config.Names;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.config.Scaling;
import dev.portolan.provider.gcp.config.SecretReference;
import dev.portolan.provider.gcp.config.Uses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One function as Google shall hold it: the portable description, lowered.
 *
 * @param spec with triggers that name things by what Google calls them
 * @param service name of its Cloud Run service, and of the function on Cloud Functions
 * @param labels of all that is its own
 * @param shape the revision that shall serve
 * @param artifact digest of the packed project
 * @param account e-mail of the account that it runs as
 */
public record Wanted(
    Owner owner,
    FunctionSpec spec,
    String service,
    SortedMap<String, String> labels,
    Shape shape,
    Face face,
    String artifact,
    String account,
    FunctionSettings settings) {
  /**
   * Lowers a function.
   *
   * @param marks variables by which a target tells its revisions apart
   */
  public static Wanted of(
      Owner owner,
      FunctionSpec spec,
      String artifact,
      Place place,
      Settings given,
      Map<String, String> marks) {
    FunctionSettings settings = FunctionSettings.from(spec, given);
    Called called = Called.of(spec, given);
    Face face = Face.of(spec, settings.ingress());
    String account =
        settings
            .serviceAccount()
            .orElseGet(() -> place.email(Names.account(owner, spec.name(), place.region())));
    Scaling scaling = Scaling.of(settings, spec.sizing().maxConcurrency());
    SortedMap<String, String> environment = new TreeMap<>(marks);
    SortedMap<String, String> secrets = new TreeMap<>();
    spec.environment()
        .forEach(
            (name, value) -> {
              Optional<SecretReference> secret = SecretReference.parse(value);
              if (secret.isPresent()) {
                secrets.put(name, secret.get().name() + "#" + secret.get().version());
              } else {
                environment.put(name, value);
              }
            });
    if (!secrets.isEmpty()) {
      environment.put("PORTOLAN_SECRET_KEYS", String.join(",", secrets.keySet()));
    }
    environment.putAll(Uses.variables(spec, place, given));
    called.others().ifPresent(others -> environment.put(Called.VARIABLE, others));
    environment.put("PORTOLAN_FUNCTION", spec.name());
    environment.put("PORTOLAN_TIMEOUT_MILLIS", String.valueOf(spec.sizing().timeout().toMillis()));
    environment.put("PORTOLAN_CONCURRENCY", String.valueOf(scaling.concurrency()));
    environment.put(Shape.ARTIFACT, artifact);
    environment.put(Face.VARIABLE, face.text());
    Shape shape =
        new Shape(
            spec.sizing().memoryMebibytes(),
            settings.cpu(),
            spec.sizing().timeout().toSeconds(),
            scaling.concurrency(),
            scaling.least(),
            scaling.most(),
            account,
            "",
            environment,
            secrets);
    return new Wanted(
        owner,
        called.function(),
        Names.service(owner, spec.name()),
        Ownership.labels(owner, spec.name()),
        shape.sealed(),
        face,
        artifact,
        account,
        settings);
  }

  /** What its project calls it. */
  public String name() {
    return spec.name();
  }

  /** Whether events call it. */
  public boolean hasEvents() {
    return !spec.triggers().stream().allMatch(Trigger.Http.class::isInstance);
  }

  /** Whether events call it that no topic of the project brings: those of objects and records. */
  public boolean receivesDirectly() {
    return spec.triggers().stream()
        .anyMatch(
            each ->
                each instanceof Trigger.ObjectCreated
                    || each instanceof Trigger.ObjectDeleted
                    || each instanceof Trigger.RecordChanged);
  }

  /** What it needs to send, to read and to store by itself. */
  public List<Right> uses() {
    return Right.noted(shape.environment()).stream().map(Right::parse).toList();
  }

  /** The topic, in full, that keeps what it refuses and what it fails too often. */
  public Optional<String> deadLetters() {
    return Optional.ofNullable(shape.environment().get(DeadLetterVariable.NAME));
  }

  /** Whether it runs as an account that is made for it alone. */
  public boolean hasOwnAccount() {
    return settings.serviceAccount().isEmpty();
  }
}
