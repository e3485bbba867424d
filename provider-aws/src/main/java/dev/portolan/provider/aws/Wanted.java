package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Sizing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One function as AWS shall hold it: the portable description, lowered.
 *
 * @param name what its project calls it
 * @param physicalName what Lambda and IAM call it
 * @param ownRole whether the role is ours to make
 * @param front what stands before it; empty for a function that is only invoked directly
 * @param open whether anyone may call it, asked for by at least one of its triggers
 * @param digest of all that is here; tells an edit by hand from a change of the project
 */
record Wanted(
    String name,
    String physicalName,
    FunctionConfig config,
    CodeConfig code,
    boolean ownRole,
    JsonNode permissions,
    Optional<Front> front,
    List<Route> routes,
    OptionalInt concurrency,
    FunctionSettings settings,
    WantedEvents events,
    WantedUses uses,
    SortedMap<String, String> tags,
    String digest) {
  /** The class of the adapter that Lambda calls. By name: what it implements is not here. */
  static final String HANDLER = "dev.portolan.adapter.awslambda.LambdaEntryPoint";

  /** Tells the adapter which function it serves. */
  static final String NAME_VARIABLE = "PORTOLAN_FUNCTION";

  static Wanted of(
      Place place, FunctionSpec spec, Artifact artifact, AwsSettings run, Settings settings) {
    FunctionSettings own = FunctionSettings.from(spec, settings);
    String physicalName = place.function(spec.name());
    SortedMap<String, String> environment = new TreeMap<>(spec.environment());
    environment.put(NAME_VARIABLE, spec.name());
    Authorizer.taken(spec)
        .ifPresent(jwt -> environment.put(Authorizer.VARIABLE, Authorizer.text(jwt)));
    Names names = Names.of(settings);
    TopicNames.text(spec, names).ifPresent(text -> environment.put(Names.VARIABLE, text));
    WantedEvents events = WantedEvents.of(place, spec, own, settings);
    events.deadLetter().ifPresent(queue -> environment.put(DeadLetterVariable.NAME, queue.url()));
    WantedUses uses = WantedUses.of(place, spec, names);
    environment.putAll(uses.environment());
    Sizing sizing = spec.sizing();
    List<Route> routes = Route.of(spec);
    Optional<Front> front = routes.isEmpty() ? Optional.empty() : Optional.of(own.front());
    FunctionConfig config =
        new FunctionConfig(
            run.runtime().id(),
            HANDLER,
            sizing.memoryMebibytes(),
            (int) sizing.timeout().toSeconds(),
            own.role().orElse(place.roleArn(place.role(physicalName))),
            environment,
            own.snapStart(),
            Release.of(sizing.maxConcurrency(), front, routes).text());
    List<String> secrets =
        Secrets.names(spec.environment().values()).stream().map(place::secretArn).toList();
    Set<JsonNode> needed = new LinkedHashSet<>(events.statements());
    needed.addAll(uses.statements(place));
    List<JsonNode> statements = new ArrayList<>(needed);
    statements.addAll(own.statements());
    JsonNode permissions =
        Policies.permissions(place.logGroupArn(physicalName), secrets, statements);
    CodeConfig code = CodeConfig.of(artifact.sha256(), sizing.architecture());
    SortedMap<String, String> tags = new TreeMap<>(own.tags());
    tags.putAll(Ownership.tags(place.owner()));
    tags.put(Ownership.FUNCTION, spec.name());
    List<String> content =
        new ArrayList<>(
            List.of(
                config.runtime() + " " + config.handler() + " " + config.role(),
                config.memory() + " " + config.timeout() + " " + config.snapStart(),
                config.environment().toString(),
                code.toString(),
                permissions.toString(),
                front + routes.toString(),
                sizing.maxConcurrency().toString(),
                own.logRetentionDays() + " " + own.permissionsBoundary(),
                tags.toString()));
    if (!events.isEmpty()) {
      content.add(events.toString());
    }
    String digest = Digests.sha256(content);
    tags.put(Ownership.DIGEST, digest);
    return new Wanted(
        spec.name(),
        physicalName,
        config,
        code,
        own.role().isEmpty(),
        permissions,
        front,
        routes,
        sizing.maxConcurrency(),
        own,
        events,
        uses,
        tags,
        digest);
  }

  boolean open() {
    return routes.stream().anyMatch(Route::open);
  }

  /** The tokens that its routes take. */
  Optional<Jwt> jwt() {
    boolean token = routes.stream().anyMatch(route -> route.guard() == Route.Guard.TOKEN);
    return token ? Authorizer.read(config.environment()) : Optional.empty();
  }

  boolean behind(Front kind) {
    return front.filter(kind::equals).isPresent();
  }

  /** The values of the environment, which no message repeats; names may be told. */
  Redaction redaction() {
    return Redaction.of(
        config.environment().entrySet().stream()
            .filter(variable -> !variable.getKey().equals(NAME_VARIABLE))
            .filter(variable -> !variable.getKey().equals(Names.VARIABLE))
            .filter(variable -> !variable.getKey().equals(DeadLetterVariable.NAME))
            .filter(variable -> !variable.getKey().startsWith(WantedUses.VARIABLES))
            .map(Map.Entry::getValue)
            .toList());
  }

  /** The tags that a function has from the start. */
  SortedMap<String, String> firstTags() {
    SortedMap<String, String> first = new TreeMap<>(tags);
    if (!events.kinds().isEmpty()) {
      first.put(Ownership.EVENTS, EventMark.text(events.kinds()));
    }
    return first;
  }

  /** The tags without the digest, which changes with every release. */
  SortedMap<String, String> steadyTags() {
    return tags.entrySet().stream()
        .filter(tag -> !tag.getKey().equals(Ownership.DIGEST))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  @Override
  public String toString() {
    return "Wanted[" + physicalName + ", " + config + "]";
  }
}
