package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.KubeRefusal;
import dev.portolan.sandbox.knative.serving.Conditions.Condition;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a Revision of each generation of a Configuration. Source: knative/serving {@code
 * pkg/reconciler/configuration}.
 */
final class ConfigurationController {
  private static final String GROUP = ServiceController.GROUP;
  private static final List<String> DEPENDENTS = List.of();

  private final Objects objects;

  ConfigurationController(Objects objects) {
    this.objects = objects;
  }

  void reconcile(ObjectNode configuration) {
    ObjectNode status = Json.object();
    JsonNode old = configuration.path("status");
    for (String field : List.of("latestCreatedRevisionName", "latestReadyRevisionName")) {
      if (old.has(field)) {
        status.set(field, old.get(field));
      }
    }
    Conditions conditions = Conditions.of(old, DEPENDENTS, objects.now());
    status.put("observedGeneration", configuration.path("metadata").path("generation").asLong());
    try {
      latest(configuration)
          .ifPresentOrElse(
              revision -> follow(configuration, revision, status, conditions),
              () ->
                  failed(
                      conditions,
                      "Revision creation failed with message: revisions.serving.knative.dev \"%s\""
                              .formatted(name(configuration))
                          + " already exists."));
    } catch (KubeRefusal refusal) {
      failed(
          conditions, "Revision creation failed with message: %s.".formatted(refusal.getMessage()));
    }
    conditions.write(status);
    objects.status(GROUP, "configurations", configuration, status);
  }

  private static void failed(Conditions conditions, String message) {
    conditions.isFalse("Ready", "RevisionFailed", message);
  }

  private static String name(ObjectNode configuration) {
    return Json.get(configuration, "spec", "template", "metadata", "name").asText("");
  }

  private void follow(
      ObjectNode configuration, ObjectNode revision, ObjectNode status, Conditions conditions) {
    String name = Json.name(revision);
    status.put("latestCreatedRevisionName", name);
    if (!status.path("latestReadyRevisionName").asText("").equals(name)) {
      conditions.unknown("Ready", "", "");
    }
    Condition ready = Conditions.get(revision, "Ready");
    if (ready.isFalse()) {
      conditions.isFalse(
          "Ready",
          "RevisionFailed",
          "Revision \"%s\" failed with message: %s.".formatted(name, ready.message()));
    }
    latestReady(configuration)
        .ifPresent(
            latest -> {
              status.put("latestReadyRevisionName", latest);
              if (latest.equals(name)) {
                conditions.isTrue("Ready");
              }
            });
  }

  private Optional<String> latestReady(ObjectNode configuration) {
    String named = name(configuration);
    return objects
        .list(
            GROUP,
            "revisions",
            r ->
                Json.namespace(r).equals(Json.namespace(configuration))
                    && Objects.label(r, GROUP + "/configuration").equals(Json.name(configuration)))
        .stream()
        .filter(Conditions::ready)
        .max(
            Comparator.comparing((ObjectNode r) -> Json.name(r).equals(named))
                .thenComparingLong(r -> Long.parseLong(Objects.label(r, RevisionNames.GENERATION))))
        .map(Json::name);
  }

  /** The revision of this generation, made if needed; empty when its name is taken. */
  private Optional<ObjectNode> latest(ObjectNode configuration) {
    String named = name(configuration);
    String generation = RevisionNames.generation(configuration);
    if (!named.isEmpty()) {
      Optional<ObjectNode> found = objects.find("revisions", Json.namespace(configuration), named);
      if (found.isPresent()) {
        return found.filter(revision -> RevisionNames.belongs(revision, configuration));
      }
    } else {
      List<ObjectNode> found =
          objects.list(
              GROUP,
              "revisions",
              r ->
                  Objects.controlledBy(r, configuration)
                      && Objects.label(r, RevisionNames.GENERATION).equals(generation));
      if (!found.isEmpty()) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.of(objects.create(GROUP, "revisions", revision(configuration, named)));
  }

  private ObjectNode revision(ObjectNode configuration, String named) {
    JsonNode template = configuration.path("spec").path("template");
    long generation = configuration.path("metadata").path("generation").asLong();
    String name =
        named.isEmpty() ? "%s-%05d".formatted(Json.name(configuration), generation) : named;
    ObjectNode revision = Objects.owned(GROUP + "/v1", "Revision", name, configuration);
    ObjectNode labels = Json.at(revision, "metadata", "labels");
    ObjectNode annotations = Json.at(revision, "metadata", "annotations");
    copy(template.path("metadata").path("labels"), labels);
    copy(template.path("metadata").path("annotations"), annotations);
    labels.put(GROUP + "/configuration", Json.name(configuration));
    labels.put(RevisionNames.GENERATION, Long.toString(generation));
    labels.put(GROUP + "/configurationUID", configuration.path("metadata").path("uid").asText());
    for (String key : List.of(GROUP + "/service", GROUP + "/serviceUID")) {
      String value = Objects.label(configuration, key);
      if (!value.isEmpty()) {
        labels.put(key, value);
      }
    }
    String routes = Objects.annotation(configuration, GROUP + "/routes");
    labels.put(GROUP + "/routingState", routes.isEmpty() ? "pending" : "active");
    if (!routes.isEmpty()) {
      annotations.put(GROUP + "/routes", routes);
    }
    annotations.put(
        GROUP + "/routingStateModified", objects.now().truncatedTo(ChronoUnit.SECONDS).toString());
    String updater = Objects.annotation(configuration, GROUP + "/lastModifier");
    if (!updater.isEmpty()) {
      annotations.put(GROUP + "/creator", updater);
    }
    revision.set("spec", template.path("spec").deepCopy());
    return revision;
  }

  private static void copy(JsonNode from, ObjectNode to) {
    for (Map.Entry<String, JsonNode> each : Json.fields(from)) {
      to.set(each.getKey(), each.getValue());
    }
  }
}
