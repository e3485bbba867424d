package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.TakenNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is looked at before a site is made or replaced. */
final class SiteRules {
  private static final Set<String> RUNTIMES =
      Set.of("java", "python", "node", "powershell", "dotnet-isolated", "custom");
  private static final Set<Integer> MEMORY = Set.of(512, 2048, 4096);

  private SiteRules() {}

  /** Looks at a site that is not there yet. */
  static void creation(Call call) {
    String name = call.at("site");
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,58}[A-Za-z0-9])")) {
      throw WebError.SITE_NAME.refusal(name);
    }
    if (TakenNames.has(call.tree(), Web.SITES.type(), name)
        || Web.named(call.tree(), name).isPresent()) {
      throw WebError.SITE_TAKEN.refusal(name);
    }
    if (!call.body().path("kind").asText().equals("functionapp,linux")) {
      throw WebError.ONLY_FLEX.refusal("a site's kind must be functionapp,linux");
    }
    if (!call.body().path("properties").path("functionAppConfig").isObject()) {
      throw WebError.NO_CONFIG.refusal();
    }
  }

  /** Looks at what is wanted of a site, whether it is there or not. */
  static void wanted(Call call, String location) {
    JsonNode properties = call.body().path("properties");
    plan(call, properties.path("serverFarmId").asText(), location);
    identity(call);
    FlexRules.siteConfig(properties.path("siteConfig"));
    settings(properties.path("siteConfig").path("appSettings"));
    JsonNode config = properties.path("functionAppConfig");
    if (config.isObject()) {
      config(call, config);
    }
  }

  private static void settings(JsonNode settings) {
    List<String> names = new ArrayList<>();
    settings.forEach(each -> names.add(each.path("name").asText()));
    FlexRules.settings(names);
  }

  private static void plan(Call call, String plan, String location) {
    if (plan.isEmpty()) {
      return;
    }
    ObjectNode held =
        Plans.PLANS
            .find(call.tree(), plan)
            .orElseThrow(() -> WebError.NO_PLAN.refusal(ArmId.name(plan)));
    if (!held.path("location").asText().equals(Locations.shown(location))) {
      throw WebError.OTHER_REGION.refusal(call.at("site"), ArmId.name(plan));
    }
    for (ObjectNode other : Plans.sites(call.tree(), plan)) {
      if (!ArmId.same(other.path("id").asText(), Web.id(call))) {
        throw WebError.ONE_APP.refusal(
            call.at("site"), ArmId.name(plan), other.path("name").asText());
      }
    }
  }

  private static void identity(Call call) {
    for (var each : call.body().path("identity").path("userAssignedIdentities").properties()) {
      if (!Identities.IDENTITIES.has(call.tree(), each.getKey())) {
        throw SiteIdentityError.NO_IDENTITY.refusal(Web.id(call), each.getKey());
      }
    }
  }

  private static void config(Call call, JsonNode config) {
    String runtime = config.path("runtime").path("name").asText();
    if (!RUNTIMES.contains(runtime)) {
      throw WebError.CONFIG.refusal("Runtime.Name", "'" + runtime + "' is not supported.");
    }
    JsonNode storage = config.path("deployment").path("storage");
    if (!storage.path("type").asText().equals("blobContainer")) {
      throw WebError.CONFIG.refusal("Deployment.Storage.Type", "It must be blobContainer.");
    }
    if (!storage.path("value").asText().matches("https?://[^/]+/[^ ]+")) {
      throw WebError.CONFIG.refusal(
          "Deployment.Storage.Value", "It must be the address of a container.");
    }
    authentication(call, storage.path("authentication"));
    scale(config.path("scaleAndConcurrency"));
  }

  private static void authentication(Call call, JsonNode authentication) {
    String type = authentication.path("type").asText();
    if (!Set.of("StorageAccountConnectionString", "SystemAssignedIdentity", "UserAssignedIdentity")
        .contains(type)) {
      throw WebError.CONFIG.refusal(
          "Deployment.Storage.Authentication.Type", "'" + type + "' is not supported.");
    }
    String identity = authentication.path("userAssignedIdentityResourceId").asText();
    if (type.equals("UserAssignedIdentity") && !isAssigned(call, identity)) {
      throw WebError.CONFIG.refusal(
          "Deployment.Storage.Authentication.UserAssignedIdentityResourceId",
          "The identity '" + identity + "' is not assigned to the site.");
    }
  }

  private static boolean isAssigned(Call call, String identity) {
    JsonNode assigned = call.body().path("identity").path("userAssignedIdentities");
    if (assigned.isMissingNode()) {
      assigned =
          Web.SITES
              .find(call.tree(), Web.id(call))
              .map(site -> site.path("identity").path("userAssignedIdentities"))
              .orElse(assigned);
    }
    return assigned.properties().stream().anyMatch(each -> ArmId.same(each.getKey(), identity));
  }

  private static void scale(JsonNode scale) {
    int memory = scale.path("instanceMemoryMB").asInt(2048);
    if (!MEMORY.contains(memory)) {
      throw WebError.CONFIG.refusal(
          "ScaleAndConcurrency.InstanceMemoryMB",
          "'" + memory + "' is not one of 512, 2048 and 4096.");
    }
    int most = scale.path("maximumInstanceCount").asInt(100);
    if (most < 1 || most > 1000) {
      throw WebError.CONFIG.refusal(
          "ScaleAndConcurrency.MaximumInstanceCount", "'" + most + "' is not between 1 and 1000.");
    }
    JsonNode concurrency = scale.path("triggers").path("http").path("perInstanceConcurrency");
    if (concurrency.isNumber() && (concurrency.asInt() < 1 || concurrency.asInt() > 1000)) {
      throw WebError.CONFIG.refusal(
          "ScaleAndConcurrency.Triggers.Http.PerInstanceConcurrency",
          "'" + concurrency.asInt() + "' is not between 1 and 1000.");
    }
  }

  /** The location of a site, or a refusal. */
  static String location(Call call, ObjectNode held) {
    String location = Locations.required(call, Web.SITES.type());
    if (held != null && !held.path("location").asText().equals(Locations.shown(location))) {
      throw CommonError.OTHER_LOCATION.refusal(
          call.at("site"), held.path("location").asText(), call.at("group"), location);
    }
    return location;
  }
}
