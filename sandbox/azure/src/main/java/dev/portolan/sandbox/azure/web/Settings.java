package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.util.ArrayList;
import java.util.List;

/** What a site is configured with: its settings, and who may publish with a password. */
public final class Settings implements Provider {
  private static final String POLICY = "/{site}/basicPublishingCredentialsPolicies";

  private final Sites sites;

  /** Each write of settings restarts what {@code sites} has. */
  public Settings(Sites sites) {
    this.sites = sites;
  }

  @Override
  public Routes routes() {
    String one = POLICY + "/{policy}";
    Routes routes = Routes.of("Microsoft.Web", Web.VERSIONS);
    routes
        .below(Web.SITE)
        .put(
            "WebApps_UpdateApplicationSettings",
            "/{site}/config/appsettings",
            "id name type kind properties{*}",
            this::put)
        .ask("WebApps_ListApplicationSettings", "/{site}/config/appsettings/list", this::list)
        .post(
            "WebApps_RefreshReferences",
            "/{site}/config/configreferences/appsettings/refresh",
            this::follow)
        .get("WebApps_GetConfiguration", "/{site}/config/web", this::config)
        .get("WebApps_ListBasicPublishingCredentialsPolicies", POLICY, this::policies)
        .get("WebApps_GetPolicy", one, call -> Answers.ok(policy(call, call.at("policy"))))
        .put("WebApps_UpdatePolicy", one, "id name type kind properties{allow}", this::update);
    return routes;
  }

  private WireResponse put(Call call) {
    ObjectNode site = Web.idle(call);
    JsonNode given = call.body().path("properties");
    List<String> names = new ArrayList<>();
    given.fieldNames().forEachRemaining(names::add);
    FlexRules.settings(names);
    site.set(Web.SETTINGS, given.isObject() ? given : call.tree().objectNode());
    sites.restarted(site, call.now());
    return list(call);
  }

  private WireResponse follow(Call call) {
    Web.existing(call).put(Web.FOLLOWED, call.now().toString());
    return Answers.ok(call.tree().objectNode());
  }

  private WireResponse list(Call call) {
    ObjectNode site = Web.existing(call);
    ObjectNode told = named(call, site, "config", "appsettings");
    told.set("properties", site.path(Web.SETTINGS));
    return Answers.ok(told);
  }

  private WireResponse config(Call call) {
    ObjectNode site = Web.existing(call);
    ObjectNode told = named(call, site, "config", "web");
    told.set("properties", site.path("properties").path("siteConfig").deepCopy());
    return Answers.ok(told);
  }

  private static ObjectNode named(Call call, ObjectNode site, String type, String name) {
    ObjectNode told = call.tree().objectNode();
    told.put("id", site.path("id").asText() + "/" + type + "/" + name)
        .put("name", name)
        .put("type", Web.SITES.type() + "/" + type)
        .set("location", site.path("location"));
    return told;
  }

  private WireResponse policies(Call call) {
    Web.existing(call);
    return Answers.list(List.of(policy(call, "ftp"), policy(call, "scm")));
  }

  private static ObjectNode policy(Call call, String name) {
    ObjectNode site = Web.existing(call);
    if (!site.path(Web.POLICIES).has(name)) {
      throw CommonError.NO_RESOURCE.refusal(
          Web.SITES.type() + "/basicPublishingCredentialsPolicies/" + name, call.at("group"));
    }
    ObjectNode told = named(call, site, "basicPublishingCredentialsPolicies", name);
    told.putObject("properties").set("allow", site.path(Web.POLICIES).path(name));
    return told;
  }

  private WireResponse update(Call call) {
    policy(call, call.at("policy"));
    JsonNode allow = call.body().path("properties").path("allow");
    Web.existing(call).withObjectProperty(Web.POLICIES).put(call.at("policy"), allow.asBoolean());
    return Answers.ok(policy(call, call.at("policy")));
  }
}
