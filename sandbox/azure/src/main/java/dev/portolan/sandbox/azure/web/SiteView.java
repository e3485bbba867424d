package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.plane.Addresses;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Hidden;

/**
 * A site as it is told, with its hosts and without its settings.
 *
 * <p>examples/CreateOrUpdateFunctionAppFlexConsumption.json
 */
record SiteView(Addresses addresses) {
  ObjectNode of(ObjectNode tree, ObjectNode site) {
    ObjectNode told = Hidden.without(site);
    String name = site.path("name").asText();
    String host = addresses.site(name);
    String publishing = addresses.publishing(name);
    ObjectNode properties = told.withObjectProperty("properties");
    properties.put("state", "Running").put("enabled", true).put("usageState", "Normal");
    properties.put("availabilityState", "Normal").put("repositorySiteName", name);
    properties.put("defaultHostName", host).put("sku", "FlexConsumption").put("reserved", true);
    properties.put("resourceGroup", ArmId.groupName(site.path("id").asText()));
    if (properties.has("siteConfig")) {
      // azure-rest-api-specs#12104: the names are told, and none of the values
      ObjectNode config = properties.putObject("siteConfig");
      site.path("properties").path("siteConfig").fieldNames().forEachRemaining(config::putNull);
    }
    properties.putArray("hostNames").add(host);
    properties.putArray("enabledHostNames").add(host).add(publishing);
    var states = properties.putArray("hostNameSslStates");
    states.addObject().put("name", host).put("sslState", "Disabled").put("hostType", "Standard");
    states
        .addObject()
        .put("name", publishing)
        .put("sslState", "Disabled")
        .put("hostType", "Repository");
    if (told.path("identity") instanceof ObjectNode identity) {
      told.set("identity", identity(tree, identity));
    }
    return told;
  }

  /** As Azure tells it: with the ids of groups in small letters. */
  private static ObjectNode identity(ObjectNode tree, ObjectNode given) {
    ObjectNode identity = tree.objectNode();
    identity.put("type", given.path("type").asText());
    ObjectNode all = identity.putObject("userAssignedIdentities");
    for (var each : given.path("userAssignedIdentities").properties()) {
      Identities.IDENTITIES
          .find(tree, each.getKey())
          .ifPresent(
              found -> {
                ObjectNode told =
                    all.putObject(each.getKey().replace("/resourceGroups/", "/resourcegroups/"));
                told.set("principalId", found.path("properties").path("principalId"));
                told.set("clientId", found.path("properties").path("clientId"));
              });
    }
    return identity;
  }
}
