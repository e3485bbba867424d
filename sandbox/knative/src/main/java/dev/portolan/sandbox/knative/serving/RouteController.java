package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.serving.Conditions.Condition;
import dev.portolan.sandbox.knative.serving.TrafficSplit.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a Route to addresses that answer. While a target is not ready the traffic stays as it was. A
 * gradual rollout is done at once. Source: knative/serving {@code pkg/reconciler/route}, {@code
 * pkg/apis/serving/v1/route_lifecycle.go}.
 */
final class RouteController {
  private static final String GROUP = ServiceController.GROUP;
  private static final List<String> DEPENDENTS =
      List.of("AllTrafficAssigned", "IngressReady", "CertificateProvisioned");

  private final Objects objects;
  private final RouteServers servers;

  RouteController(Objects objects, RouteServers servers) {
    this.objects = objects;
    this.servers = servers;
  }

  /** A target whose revision is known. */
  private record Target(String revision, String tag, int percent, boolean latest) {}

  private static final class BadTarget extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Condition condition;

    private BadTarget(String status, String reason, String message) {
      super(message);
      this.condition = new Condition(status, reason, message);
    }
  }

  void reconcile(ObjectNode route) {
    ObjectNode status = Json.object();
    JsonNode old = route.path("status");
    status.put("observedGeneration", route.path("metadata").path("generation").asLong());
    Conditions conditions = Conditions.of(old, DEPENDENTS, objects.now());
    String url = servers.url(route, "");
    status.put("url", url);
    try {
      List<Target> targets = targets(route);
      assign(route, targets, status);
      status.putObject("address").put("url", url);
      conditions.isTrue("AllTrafficAssigned").isTrue("IngressReady");
      conditions.isTrue(
          "CertificateProvisioned", "TLSNotEnabled", "external-domain-tls is not enabled");
    } catch (BadTarget bad) {
      for (String field : List.of("traffic", "address")) {
        if (old.has(field)) {
          status.set(field, old.get(field));
        }
      }
      restore(route, old.path("traffic"));
      conditions.set("AllTrafficAssigned", bad.condition);
      if (old.path("observedGeneration").asLong() != status.path("observedGeneration").asLong()) {
        conditions.unknown(
            "IngressReady", "IngressNotConfigured", "Ingress has not yet been reconciled.");
      }
    }
    conditions.write(status);
    objects.status(GROUP, "routes", route, status);
  }

  private List<Target> targets(ObjectNode route) throws BadTarget {
    List<Target> all = new ArrayList<>();
    BadTarget bad = null;
    for (JsonNode target : route.path("spec").path("traffic")) {
      try {
        String name = target.path("revisionName").asText("");
        ObjectNode revision =
            name.isEmpty()
                ? latest(route, target.path("configurationName").asText())
                : named(route, name);
        all.add(
            new Target(
                Json.name(revision),
                target.path("tag").asText(""),
                target.path("percent").asInt(),
                name.isEmpty()));
      } catch (BadTarget each) {
        bad = bad == null || each.condition.isFalse() ? each : bad;
      }
    }
    if (bad != null) {
      throw bad;
    }
    return all;
  }

  private ObjectNode latest(ObjectNode route, String name) throws BadTarget {
    Optional<ObjectNode> configuration =
        objects.find("configurations", Json.namespace(route), name);
    if (configuration.isEmpty()) {
      throw missing("Configuration", name);
    }
    String ready = configuration.get().path("status").path("latestReadyRevisionName").asText("");
    if (ready.isEmpty()) {
      boolean failed = Conditions.get(configuration.get(), "Ready").isFalse();
      throw failed
          ? new BadTarget(
              "False",
              "RevisionMissing",
              "Configuration \"%s\" does not have any ready Revision.".formatted(name))
          : new BadTarget(
              "Unknown",
              "RevisionMissing",
              "Configuration \"%s\" is waiting for a Revision to become ready.".formatted(name));
    }
    return ready(find(route, ready));
  }

  private ObjectNode named(ObjectNode route, String name) throws BadTarget {
    ObjectNode revision = find(route, name);
    String mine = Objects.label(route, GROUP + "/service");
    String theirs = Objects.label(revision, GROUP + "/service");
    if (!mine.isEmpty() && !mine.equals(theirs)) {
      String message =
          theirs.isEmpty()
              ? "Revision \"%s\" does not belong to Service \"%s\".".formatted(name, mine)
              : "Revision \"%s\" belongs to Service \"%s\", not Service \"%s\"."
                  .formatted(name, theirs, mine);
      throw new BadTarget("False", "RevisionNotOwned", message);
    }
    return ready(revision);
  }

  private ObjectNode find(ObjectNode route, String name) throws BadTarget {
    Optional<ObjectNode> found = objects.find("revisions", Json.namespace(route), name);
    if (found.isEmpty()) {
      throw missing("Revision", name);
    }
    return found.get();
  }

  private static BadTarget missing(String kind, String name) {
    return new BadTarget(
        "False",
        kind + "Missing",
        "%s \"%s\" referenced in traffic not found.".formatted(kind, name));
  }

  private static ObjectNode ready(ObjectNode revision) throws BadTarget {
    if (Conditions.ready(revision)) {
      return revision;
    }
    String name = Json.name(revision);
    throw Conditions.get(revision, "Ready").isFalse()
        ? new BadTarget(
            "False", "RevisionMissing", "Revision \"%s\" failed to become ready.".formatted(name))
        : new BadTarget(
            "Unknown", "RevisionMissing", "Revision \"%s\" is not yet ready.".formatted(name));
  }

  private void assign(ObjectNode route, List<Target> targets, ObjectNode status) {
    ArrayNode traffic = status.putArray("traffic");
    List<Share> shares = new ArrayList<>();
    for (Target target : targets) {
      ObjectNode each = traffic.addObject();
      each.put("latestRevision", target.latest());
      each.put("percent", target.percent());
      each.put("revisionName", target.revision());
      if (!target.tag().isEmpty()) {
        each.put("tag", target.tag()).put("url", servers.url(route, target.tag()));
        servers.split(route, target.tag(), TrafficSplit.all(target.revision()));
      }
      shares.add(new Share(target.revision(), target.percent()));
    }
    servers.split(route, "", new TrafficSplit(shares));
  }

  /** What the route assigned in the last run answers again, even if a target is not ready now. */
  private void restore(ObjectNode route, JsonNode traffic) {
    List<Share> shares = new ArrayList<>();
    for (JsonNode each : traffic) {
      String revision = each.path("revisionName").asText();
      shares.add(new Share(revision, each.path("percent").asInt()));
      if (each.has("tag")) {
        servers.split(route, each.path("tag").asText(), TrafficSplit.all(revision));
      }
    }
    if (!shares.isEmpty()) {
      servers.split(route, "", new TrafficSplit(shares));
    }
  }

  /** The addresses that a route has now. */
  static List<String> addresses(ObjectNode route) {
    List<String> keys = new ArrayList<>();
    keys.add(RouteServers.key(route, ""));
    for (JsonNode each : route.path("status").path("traffic")) {
      if (each.has("tag")) {
        keys.add(RouteServers.key(route, each.path("tag").asText()));
      }
    }
    return keys;
  }
}
