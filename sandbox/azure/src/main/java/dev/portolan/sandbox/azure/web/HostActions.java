package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.util.ArrayList;
import java.util.List;

/** What the resource manager asks a site's host: its functions, its keys, how it is. */
public final class HostActions implements Provider {
  private final Hosts hosts;

  public HostActions(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Web", Web.VERSIONS);
    routes
        .below(Web.SITE)
        .get("WebApps_ListFunctions", "/{site}/functions", this::functions)
        .ask("WebApps_ListHostKeys", "/{site}/host/default/listkeys", this::keys)
        .ask(
            "WebApps_ListFunctionKeys", "/{site}/functions/{function}/listkeys", this::functionKeys)
        .get("HostRuntime_Status", "/{site}/hostruntime/admin/host/status", this::status)
        .post("WebApps_SyncFunctionTriggers", "/{site}/syncfunctiontriggers", this::sync)
        .post("WebApps_SyncFunctions", "/{site}/host/default/sync", this::sync);
    return routes;
  }

  private Standing standing(Call call) {
    return hosts.standing(call.tree(), Web.existing(call), call.now());
  }

  /** While a host starts, what it had before is told. */
  private WireResponse functions(Call call) {
    ObjectNode site = Web.existing(call);
    Standing standing = standing(call);
    if (standing.state() == Standing.State.FAILED) {
      throw WebError.NO_HOST.refusal();
    }
    boolean running = standing.state() == Standing.State.RUNNING;
    List<ObjectNode> told = new ArrayList<>();
    site.path(running ? Web.FUNCTIONS : Web.PREVIOUS)
        .forEach(each -> told.add(function(site, each)));
    return Answers.list(told);
  }

  private static ObjectNode function(ObjectNode site, JsonNode function) {
    String name = function.path("name").asText();
    ObjectNode told = site.objectNode();
    told.put("id", site.path("id").asText() + "/functions/" + name)
        .put("name", site.path("name").asText() + "/" + name)
        .put("type", Web.SITES.type() + "/functions")
        .set("location", site.path("location"));
    ObjectNode properties = told.putObject("properties");
    properties.put("name", name).put("language", "java").put("isDisabled", false);
    properties.set("config", function.path("config"));
    return told;
  }

  private WireResponse keys(Call call) {
    requireHost(call);
    JsonNode keys = Web.existing(call).path(Web.KEYS);
    ObjectNode told = call.tree().objectNode();
    told.put("masterKey", keys.path("master").asText());
    told.putObject("functionKeys").put("default", keys.path("default").asText());
    told.putObject("systemKeys");
    return Answers.ok(told);
  }

  /** Its keys by name, and nothing around them, whatever the specification says. */
  private WireResponse functionKeys(Call call) {
    requireHost(call);
    ObjectNode site = Web.existing(call);
    for (JsonNode each : site.path(Web.FUNCTIONS)) {
      String name = each.path("name").asText();
      if (name.equalsIgnoreCase(call.at("function"))) {
        return Answers.ok(call.tree().objectNode().put("default", Hosts.key(site, name)));
      }
    }
    throw CommonError.NO_RESOURCE.refusal(
        Web.SITES.type() + "/functions/" + call.at("function"), call.at("group"));
  }

  private void requireHost(Call call) {
    if (standing(call).state() != Standing.State.RUNNING) {
      throw WebError.NO_HOST.refusal();
    }
  }

  private WireResponse status(Call call) {
    Standing standing = standing(call);
    if (standing.state() == Standing.State.STARTING) {
      throw WebError.NO_HOST.refusal();
    }
    boolean running = standing.state() == Standing.State.RUNNING;
    ObjectNode told = call.tree().objectNode();
    told.put("id", ArmId.key(call.at("site"))).put("state", running ? "Running" : "Error");
    told.put("version", "4.1041.200").put("versionDetails", "4.1041.200").put("processUptime", 0);
    if (!standing.message().isEmpty()) {
      told.putArray("errors").add(standing.message());
    }
    return Answers.ok(told);
  }

  private WireResponse sync(Call call) {
    requireHost(call);
    return Answers.empty(204);
  }
}
