package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is to run as sites, and where it stands. */
public final class Hosts {
  private final DataPlane plane;

  public Hosts(DataPlane plane) {
    this.plane = plane;
  }

  /** Where the host of a site stands; a host without a package does not start. */
  public Standing standing(ObjectNode tree, ObjectNode site, Instant now) {
    return hindered(tree, site, now).orElseGet(() -> plane.look(plan(tree, site, now)));
  }

  /** Answers a request to a site, as its host does when there is one. */
  public WireResponse answer(ObjectNode tree, ObjectNode site, Instant now, WireRequest request) {
    return hindered(tree, site, now).isPresent()
        ? AppPlan.NO_HOST
        : plane.answer(plan(tree, site, now), request);
  }

  /** Has the timers of a site call their functions now; whether each went well. */
  public Map<String, Boolean> fireTimers(ObjectNode tree, ObjectNode site, Instant now) {
    return hindered(tree, site, now).isPresent()
        ? Map.of()
        : plane.fireTimers(plan(tree, site, now));
  }

  /** Has an event call a function of a site; whether it went well, empty if it does not run. */
  public Optional<Boolean> deliver(ObjectNode tree, ObjectNode site, Instant now, Arrival arrival) {
    return hindered(tree, site, now).isPresent()
        ? Optional.empty()
        : plane.deliver(plan(tree, site, now), arrival);
  }

  /** Where a host stands that is not even tried to be started. */
  private static Optional<Standing> hindered(ObjectNode tree, ObjectNode site, Instant now) {
    JsonNode runtime = site.path("properties").path("functionAppConfig").path("runtime");
    // Azure-Functions#2666: such a runtime is accepted, and the host never comes up
    boolean known = Stacks.has(runtime.path("name").asText(), runtime.path("version").asText());
    return site.has(Web.PACKAGE) && known && Hidden.isDue(site, Web.UP, now)
        ? HostStorage.trouble(tree, site, now).map(Standing::failed)
        : Optional.of(Standing.starting());
  }

  /** The key that opens one function of a site, for as long as the site is there. */
  static String key(ObjectNode site, String function) {
    return Ids.of(site.path(Web.KEYS).path("default").asText() + "/" + function, 32);
  }

  /** What is to run as this site. */
  public AppPlan plan(ObjectNode tree, ObjectNode site, Instant now) {
    JsonNode config = site.path("properties").path("functionAppConfig");
    JsonNode scale = config.path("scaleAndConcurrency");
    JsonNode runtime = config.path("runtime");
    List<ObjectNode> functions = new ArrayList<>();
    site.path(Web.FUNCTIONS).forEach(each -> functions.add((ObjectNode) each));
    Map<String, String> keys = new TreeMap<>();
    site.path(Web.KEYS)
        .properties()
        .forEach(each -> keys.put(each.getKey(), each.getValue().asText()));
    for (ObjectNode each : functions) {
      String function = each.path("name").asText();
      keys.put(AppPlan.FUNCTION_KEY + function, key(site, function));
    }
    return new AppPlan(
        site.path("name").asText(),
        Optional.of(site.path(Web.PACKAGE).asText()).filter(each -> !each.isEmpty()),
        runtime.path("name").asText() + "|" + runtime.path("version").asText(),
        Environment.of(tree, site, now),
        scale.path("instanceMemoryMB").asInt(2048),
        scale.path("triggers").path("http").path("perInstanceConcurrency").asInt(0),
        scale.path("maximumInstanceCount").asInt(100),
        functions,
        keys);
  }
}
