package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The controllers of Serving, each run once over all its objects. */
public final class Serving {
  private static final String GROUP = ServiceController.GROUP;

  private final Objects objects;
  private final Workloads workloads;
  private final RouteServers servers;
  private final ServiceController services;
  private final ConfigurationController configurations;
  private final RevisionController revisions;
  private final RouteController routes;

  public Serving(
      Objects objects, Workloads workloads, DigestResolution digests, RouteServers servers) {
    this.objects = objects;
    this.workloads = workloads;
    this.servers = servers;
    this.services = new ServiceController(objects);
    this.configurations = new ConfigurationController(objects);
    this.revisions = new RevisionController(objects, workloads, digests);
    this.routes = new RouteController(objects, servers);
  }

  /** Brings everything one step nearer to what is asked for. */
  public void step() {
    objects.all("services").forEach(services::reconcile);
    objects.all("configurations").forEach(configurations::reconcile);
    label();
    objects.all("revisions").forEach(revisions::reconcile);
    objects.all("routes").forEach(routes::reconcile);
    workloads.keepOnly(objects.all("revisions"));
    List<String> addresses = new ArrayList<>();
    objects.all("routes").forEach(route -> addresses.addAll(RouteController.addresses(route)));
    servers.keepOnly(addresses);
  }

  /** Ends pods that are idle; tells whether there were any. */
  public boolean scaleDown() {
    boolean any = false;
    for (ObjectNode revision : objects.all("revisions")) {
      any |=
          workloads
              .find(revision)
              .map(workload -> workload.scaleDown(RevisionController.reachable(revision)))
              .orElse(false);
    }
    return any;
  }

  /** Marks the revisions that a route leads to, as the labeler does. */
  private void label() {
    Set<String> routed = new HashSet<>();
    for (ObjectNode route : objects.all("routes")) {
      for (JsonNode each : route.path("spec").path("traffic")) {
        routed.add(
            Json.namespace(route) + "/" + each.path("revisionName").asText(latest(route, each)));
      }
      for (JsonNode each : route.path("status").path("traffic")) {
        routed.add(Json.namespace(route) + "/" + each.path("revisionName").asText());
      }
    }
    for (ObjectNode revision : objects.all("revisions")) {
      String state = Objects.label(revision, GROUP + "/routingState");
      boolean is = routed.contains(Json.namespace(revision) + "/" + Json.name(revision));
      boolean settled = Conditions.ready(revision);
      String wanted = is ? "active" : settled ? "reserve" : state;
      if (!wanted.equals(state)) {
        Json.at(revision, "metadata", "labels").put(GROUP + "/routingState", wanted);
        objects.update(GROUP, "revisions", revision);
      }
    }
  }

  private String latest(ObjectNode route, JsonNode target) {
    return objects
        .find("configurations", Json.namespace(route), target.path("configurationName").asText())
        .map(c -> c.path("status").path("latestReadyRevisionName").asText(""))
        .orElse("");
  }
}
