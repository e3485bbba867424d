package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans of Flex Consumption.
 *
 * <p>specification/web/resource-manager/Microsoft.Web/AppService/stable/2025-03-01, AppServicePlans
 */
public final class Plans implements Provider {
  public static final Kind PLANS = new Kind("plans", "Microsoft.Web/serverfarms");

  private static final String SHAPE =
      "id name type kind location tags{*} sku{name tier size family capacity} properties{reserved"
          + " zoneRedundant perSiteScaling elasticScaleEnabled maximumElasticWorkerCount"
          + " targetWorkerCount targetWorkerSizeId isXenon hyperV}";
  private static final String ONE = "/{plan}";

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Web", Web.VERSIONS);
    routes
        .below("/subscriptions/{subscription}/providers/Microsoft.Web/serverfarms")
        .get("AppServicePlans_List", "", this::list);
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}"
                + "/providers/Microsoft.Web/serverfarms")
        .get("AppServicePlans_ListByResourceGroup", "", this::list)
        .put("AppServicePlans_CreateOrUpdate", ONE, SHAPE, this::put)
        .get("AppServicePlans_Get", ONE, this::get)
        .delete("AppServicePlans_Delete", ONE, this::delete);
    return routes;
  }

  private static String id(Call call) {
    return ArmId.of(call.group(), PLANS.type(), call.at("plan"));
  }

  /** The sites that are on a plan. */
  static List<ObjectNode> sites(ObjectNode tree, String plan) {
    return Web.SITES.all(tree).stream()
        .filter(site -> ArmId.same(site.path("properties").path("serverFarmId").asText(), plan))
        .toList();
  }

  private WireResponse list(Call call) {
    String scope = call.places().containsKey("group") ? call.group() : ArmId.subscription();
    return Answers.list(
        PLANS.within(call.tree(), scope).stream().map(each -> told(call.tree(), each)).toList());
  }

  private WireResponse get(Call call) {
    return PLANS
        .find(call.tree(), id(call))
        .map(plan -> Answers.ok(told(call.tree(), plan)))
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    PLANS.type() + "/" + call.at("plan"), call.at("group")));
  }

  private static ObjectNode told(ObjectNode tree, ObjectNode plan) {
    ObjectNode told = plan.deepCopy();
    told.withObjectProperty("properties")
        .put("numberOfSites", sites(tree, plan.path("id").asText()).size());
    return told;
  }

  private WireResponse put(Call call) {
    String location = Locations.required(call, PLANS.type());
    String sku = call.body().path("sku").path("name").asText();
    if (!sku.equals("FC1")) {
      throw WebError.ONLY_FLEX.refusal("a plan's sku must be FC1, not '" + sku + "'");
    }
    if (!call.body().path("properties").path("reserved").asBoolean()) {
      throw WebError.LINUX_ONLY.refusal();
    }
    if (!Locations.hasFlex(location)) {
      throw WebError.NO_FLEX.refusal();
    }
    Optional<ObjectNode> held = PLANS.find(call.tree(), id(call));
    if (held.isPresent()
        && !held.get().path("location").asText().equals(Locations.shown(location))) {
      throw CommonError.OTHER_LOCATION.refusal(
          call.at("plan"), held.get().path("location").asText(), call.at("group"), location);
    }
    ObjectNode plan = call.tree().objectNode();
    plan.put("id", id(call)).put("name", call.at("plan")).put("type", PLANS.type());
    plan.put("kind", "functionapp").put("location", Locations.shown(location));
    plan.putObject("sku")
        .put("name", "FC1")
        .put("tier", "FlexConsumption")
        .put("size", "FC1")
        .put("family", "FC")
        .put("capacity", 0);
    plan.set("tags", tags(call, held));
    plan.putObject("properties")
        .put("status", "Ready")
        .put("reserved", true)
        .put("zoneRedundant", false)
        .put("resourceGroup", call.at("group"))
        .put("geoRegion", Locations.shown(location))
        .put("provisioningState", "Succeeded");
    PLANS.put(call.tree(), id(call), plan);
    return Answers.ok(told(call.tree(), plan));
  }

  private static ObjectNode tags(Call call, Optional<ObjectNode> held) {
    return call.body().path("tags") instanceof ObjectNode given
        ? given
        : held.map(each -> each.withObjectProperty("tags")).orElseGet(call.tree()::objectNode);
  }

  private WireResponse delete(Call call) {
    List<ObjectNode> sites = sites(call.tree(), id(call));
    if (!sites.isEmpty()) {
      throw WebError.PLAN_IN_USE.refusal(
          call.at("plan"),
          sites.stream().map(each -> each.path("name").asText()).collect(Collectors.joining(", ")));
    }
    return Answers.empty(PLANS.remove(call.tree(), id(call)) ? 200 : 204);
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    PLANS.within(tree, group).forEach(each -> PLANS.remove(tree, each.path("id").asText()));
  }
}
