package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Locations;
import java.util.Locale;

/** What is wanted of a site, and what it has without being asked. */
final class SiteBody {
  private SiteBody() {}

  static ObjectNode make(Call call, String location) {
    ObjectNode site = call.tree().objectNode();
    site.put("id", Web.id(call)).put("name", call.at("site")).put("type", Web.SITES.type());
    site.put("kind", "functionapp,linux").put("location", Locations.shown(location));
    site.putObject("tags");
    site.putObject("properties").put("httpsOnly", false).put("publicNetworkAccess", "Enabled");
    site.putObject(Web.SETTINGS);
    site.putObject(Web.POLICIES).put("scm", true).put("ftp", true);
    site.putObject(Web.KEYS)
        .put("master", Ids.uuid().replace("-", ""))
        .put("default", Ids.uuid().replace("-", ""));
    site.putArray(Web.FUNCTIONS);
    return site;
  }

  /** Takes over what is wanted; what is not spoken of stays. */
  static void accept(ObjectNode site, ObjectNode body, boolean whole) {
    if (body.path("tags").isObject()) {
      site.set("tags", body.path("tags"));
    }
    if (body.path("identity").isObject()) {
      site.set("identity", body.path("identity"));
    }
    ObjectNode properties = site.withObjectProperty("properties");
    for (var each : body.path("properties").properties()) {
      JsonNode value = each.getValue();
      switch (each.getKey()) {
        case "siteConfig" -> siteConfig(site, value);
        case "functionAppConfig" -> config(properties, value, whole);
        default -> {
          if (!value.isNull() && !SiteShape.TOLD.contains(each.getKey())) {
            properties.set(each.getKey(), value);
          }
        }
      }
    }
  }

  private static void siteConfig(ObjectNode site, JsonNode given) {
    if (given.path("appSettings").isArray()) {
      ObjectNode settings = site.putObject(Web.SETTINGS);
      given
          .path("appSettings")
          .forEach(each -> settings.set(each.path("name").asText(), each.path("value")));
    }
    ObjectNode config = site.withObjectProperty("properties").withObjectProperty("siteConfig");
    for (var each : given.properties()) {
      if (!each.getKey().equals("appSettings") && !each.getValue().isNull()) {
        config.set(each.getKey(), each.getValue());
      }
    }
  }

  private static void config(ObjectNode properties, JsonNode given, boolean whole) {
    if (!(given instanceof ObjectNode wanted)) {
      return;
    }
    ObjectNode config = properties.withObjectProperty("functionAppConfig");
    if (whole) {
      config.removeAll();
    }
    config.setAll(wanted.deepCopy());
    ObjectNode scale = config.withObjectProperty("scaleAndConcurrency");
    defaultTo(scale, "instanceMemoryMB", 2048);
    defaultTo(scale, "maximumInstanceCount", 100);
    // azure-rest-api-specs#33095
    scale
        .path("alwaysReady")
        .forEach(
            each ->
                ((ObjectNode) each)
                    .put("name", each.path("name").asText().toLowerCase(Locale.ROOT)));
  }

  private static void defaultTo(ObjectNode node, String name, int value) {
    if (!node.path(name).isNumber()) {
      node.put(name, value);
    }
  }
}
