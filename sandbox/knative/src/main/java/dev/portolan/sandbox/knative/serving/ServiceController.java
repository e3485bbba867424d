package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.serving.Conditions.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a Service to its Configuration and Route, and their state back to it. Source:
 * knative/serving {@code pkg/reconciler/service}, {@code pkg/apis/serving/v1/service_lifecycle.go}.
 */
final class ServiceController {
  static final String GROUP = "serving.knative.dev";
  private static final String VERSION = GROUP + "/v1";
  private static final List<String> DEPENDENTS = List.of("ConfigurationsReady", "RoutesReady");
  private static final List<String> CONFIGURATION_FIELDS =
      List.of("latestCreatedRevisionName", "latestReadyRevisionName");
  private static final List<String> ROUTE_FIELDS = List.of("url", "address", "traffic");

  private final Objects objects;

  ServiceController(Objects objects) {
    this.objects = objects;
  }

  void reconcile(ObjectNode service) {
    ObjectNode status = Json.object();
    JsonNode old = service.path("status");
    for (String field : List.of("url", "address", "traffic")) {
      keep(old, status, field);
    }
    CONFIGURATION_FIELDS.forEach(field -> keep(old, status, field));
    status.put("observedGeneration", service.path("metadata").path("generation").asLong());
    Conditions conditions = Conditions.of(old, DEPENDENTS, objects.now());
    children(service, status, conditions);
    conditions.write(status);
    objects.status(GROUP, "services", service, status);
  }

  private static void keep(JsonNode from, ObjectNode to, String field) {
    if (from.has(field)) {
      to.set(field, from.get(field));
    }
  }

  private void children(ObjectNode service, ObjectNode status, Conditions conditions) {
    Optional<ObjectNode> configuration = configuration(service);
    if (configuration.isEmpty()) {
      conditions.isFalse("ConfigurationsReady", "NotOwned", notOwned("Configuration", service));
      return;
    }
    ObjectNode wanted = configuration.get();
    if (!observed(wanted)) {
      conditions.unknown(
          "ConfigurationsReady",
          "OutOfDate",
          "The Configuration is still working to reflect the latest desired specification.");
      if (!template(wanted).isEmpty()) {
        return;
      }
    } else {
      CONFIGURATION_FIELDS.forEach(field -> keep(wanted.path("status"), status, field));
      conditions.set("ConfigurationsReady", Conditions.get(wanted, "Ready"));
    }
    if (nameTaken(wanted)) {
      conditions.isFalse(
          "RoutesReady",
          "RevisionNameTaken",
          "The revision name \"%s\" is taken by a conflicting Revision, so traffic will not be migrated"
              .formatted(template(wanted)));
      return;
    }
    Optional<ObjectNode> route = route(service);
    if (route.isEmpty()) {
      conditions.isFalse("RoutesReady", "NotOwned", notOwned("Route", service));
      return;
    }
    route(route.get(), wanted, status, conditions);
  }

  private static void route(
      ObjectNode route, ObjectNode configuration, ObjectNode status, Conditions conditions) {
    if (!observed(route)) {
      conditions.unknown(
          "RoutesReady",
          "OutOfDate",
          "The Route is still working to reflect the latest desired specification.");
      return;
    }
    ROUTE_FIELDS.forEach(
        field -> {
          status.remove(field);
          keep(route.path("status"), status, field);
        });
    Condition ready = Conditions.get(route, "Ready");
    conditions.set("RoutesReady", ready);
    if (ready.isTrue() && !migrated(route, configuration)) {
      conditions.unknown(
          "RoutesReady",
          "TrafficNotMigrated",
          "Traffic is not yet migrated to the latest revision.");
    }
  }

  /** Whether the route's status says of each target what its specification asks for. */
  private static boolean migrated(ObjectNode route, ObjectNode configuration) {
    JsonNode wanted = route.path("spec").path("traffic");
    JsonNode got = route.path("status").path("traffic");
    String latest = configuration.path("status").path("latestReadyRevisionName").asText();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i).path("revisionName").asText(latest);
      if (!name.equals(got.path(i).path("revisionName").asText())
          || wanted.get(i).path("percent").asLong() != got.path(i).path("percent").asLong()) {
        return false;
      }
    }
    return wanted.size() == got.size();
  }

  private static String notOwned(String kind, ObjectNode service) {
    return "There is an existing %s \"%s\" that we do not own.".formatted(kind, Json.name(service));
  }

  private static boolean observed(ObjectNode object) {
    return object.path("metadata").path("generation").asLong()
        == object.path("status").path("observedGeneration").asLong();
  }

  private static String template(ObjectNode configuration) {
    return Json.get(configuration, "spec", "template", "metadata", "name").asText("");
  }

  private boolean nameTaken(ObjectNode configuration) {
    String name = template(configuration);
    return !name.isEmpty()
        && objects
            .find("revisions", Json.namespace(configuration), name)
            .map(revision -> !RevisionNames.belongs(revision, configuration))
            .orElse(false);
  }

  private Optional<ObjectNode> configuration(ObjectNode service) {
    ObjectNode wanted = Objects.owned(VERSION, "Configuration", Json.name(service), service);
    labels(service, wanted)
        .put(GROUP + "/serviceUID", service.path("metadata").path("uid").asText());
    annotations(service, wanted, List.of(GROUP + "/rollout-duration", GROUP + "/rolloutDuration"))
        .put(GROUP + "/routes", Json.name(service));
    wanted.putObject("spec").set("template", service.path("spec").path("template").deepCopy());
    return ensure("configurations", wanted, service);
  }

  private Optional<ObjectNode> route(ObjectNode service) {
    ObjectNode wanted = Objects.owned(VERSION, "Route", Json.name(service), service);
    labels(service, wanted);
    annotations(service, wanted, List.of());
    JsonNode traffic = service.path("spec").path("traffic").deepCopy();
    for (JsonNode target : traffic) {
      if (target.path("revisionName").asText("").isEmpty()) {
        ((ObjectNode) target).put("configurationName", Json.name(service));
      }
    }
    wanted.putObject("spec").set("traffic", traffic);
    return ensure("routes", wanted, service);
  }

  private static ObjectNode labels(ObjectNode service, ObjectNode child) {
    ObjectNode labels = Json.at(child, "metadata", "labels");
    Json.fields(service.path("metadata").path("labels"))
        .forEach(each -> labels.set(each.getKey(), each.getValue()));
    return labels.put(GROUP + "/service", Json.name(service));
  }

  private static ObjectNode annotations(
      ObjectNode service, ObjectNode child, List<String> without) {
    ObjectNode annotations = Json.at(child, "metadata", "annotations");
    for (Map.Entry<String, JsonNode> each :
        Json.fields(service.path("metadata").path("annotations"))) {
      if (!without.contains(each.getKey())
          && !each.getKey().equals("kubectl.kubernetes.io/last-applied-configuration")) {
        annotations.set(each.getKey(), each.getValue());
      }
    }
    return annotations;
  }

  /** Makes the child or brings it up to date; empty when another owns it. */
  private Optional<ObjectNode> ensure(String plural, ObjectNode wanted, ObjectNode service) {
    Optional<ObjectNode> found = objects.find(plural, Json.namespace(service), Json.name(service));
    if (found.isEmpty()) {
      return Optional.of(objects.create(GROUP, plural, wanted));
    }
    ObjectNode live = found.get();
    if (!Objects.controlledBy(live, service)) {
      return Optional.empty();
    }
    ObjectNode next = live.deepCopy();
    next.set("spec", wanted.get("spec"));
    ObjectNode metadata = Json.at(next, "metadata");
    metadata.set("labels", wanted.path("metadata").path("labels"));
    metadata.set("annotations", wanted.path("metadata").path("annotations"));
    if (!next.equals(live)) {
      objects.update(GROUP, plural, next);
    }
    return objects.find(plural, Json.namespace(service), Json.name(service));
  }
}
