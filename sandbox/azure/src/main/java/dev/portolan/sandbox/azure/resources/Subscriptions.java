package dev.portolan.sandbox.azure.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one subscription there is.
 *
 * <p>specification/resources/resource-manager/Microsoft.Resources/subscriptions/stable/2022-12-01
 */
public final class Subscriptions implements Provider {
  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Resources", "2022-12-01", "2021-01-01");
    routes
        .below("/subscriptions")
        .get("Subscriptions_List", "", call -> Answers.list(List.of(told(call))))
        .get("Subscriptions_Get", "/{subscription}", call -> Answers.ok(told(call)))
        .get("Subscriptions_ListLocations", "/{subscription}/locations", this::locations);
    return routes;
  }

  private static ObjectNode told(Call call) {
    ObjectNode told = call.tree().objectNode();
    told.put("id", ArmId.subscription())
        .put("authorizationSource", "RoleBased")
        .put("subscriptionId", ArmId.SUBSCRIPTION)
        .put("tenantId", ArmId.TENANT)
        .put("displayName", "Portolan sandbox")
        .put("state", "Enabled");
    told.putObject("subscriptionPolicies")
        .put("locationPlacementId", "Public_2014-09-01")
        .put("quotaId", "PayAsYouGo_2014-09-01")
        .put("spendingLimit", "Off");
    return told;
  }

  private WireResponse locations(Call call) {
    Map<String, String> all = new TreeMap<>(Locations.all());
    return Answers.list(
        all.entrySet().stream()
            .map(
                each ->
                    call.tree()
                        .objectNode()
                        .put("id", ArmId.subscription() + "/locations/" + each.getKey())
                        .put("name", each.getKey())
                        .put("type", "Region")
                        .put("displayName", each.getValue()))
            .toList());
  }
}
