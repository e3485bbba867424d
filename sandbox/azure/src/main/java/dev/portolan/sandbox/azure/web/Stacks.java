package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.TakenNames;
import java.util.List;
import java.util.TreeMap;

/**
 * What Microsoft.Web can tell before anything is made: runtimes, locations, names.
 *
 * <p>azure-cli, {@code appservice/custom.py}: {@code list_flex_function_app_all_runtimes} asks for
 * the stacks of a location, {@code list_flexconsumption_locations} for the regions of a SKU; the
 * forms are those of azure-functions-core-tools' {@code stacks.json}.
 */
public final class Stacks implements Provider {
  private static final List<String> JAVA = List.of("25", "21", "17", "11");
  private static final int[] MEMORY = {512, 2048, 4096};

  @Override
  public Routes routes() {
    String stacks = "/providers/Microsoft.Web/functionAppStacks";
    Routes routes =
        Routes.of("Microsoft.Web", "2025-03-01", "2024-11-01", "2023-01-01", "2020-10-01");
    routes
        .get("Provider_GetFunctionAppStacks", stacks, this::stacks)
        .get(
            "Provider_GetFunctionAppStacksForLocation",
            "/providers/Microsoft.Web/locations/{location}/functionAppStacks",
            this::stacks);
    routes
        .below("/subscriptions/{subscription}/providers/Microsoft.Web")
        .get("ListGeoRegions", "/geoRegions", this::regions)
        .ask(
            "CheckNameAvailability", "/checknameavailability", "name type isFqdn", this::checkName);
    return routes;
  }

  /** Whether a runtime is in the catalogue. Others are accepted, and their hosts never start. */
  static boolean has(String name, String version) {
    return name.equals("java") && JAVA.contains(version);
  }

  private WireResponse stacks(Call call) {
    String location = call.places().getOrDefault("location", "");
    if (!location.isEmpty() && Locations.find(location).isEmpty()) {
      throw CommonError.LOCATION.refusal(location, "Microsoft.Web/functionAppStacks");
    }
    ObjectNode java = call.tree().objectNode();
    java.put("id", "/providers/Microsoft.Web/functionAppStacks/java")
        .put("type", "Microsoft.Web/functionAppStacks?stackOsType=All")
        .put("name", "java");
    ObjectNode properties = java.putObject("properties");
    properties.put("displayText", "Java").put("value", "java").put("preferredOs", "windows");
    ArrayNode majors = properties.putArray("majorVersions");
    boolean flex = location.isEmpty() || Locations.hasFlex(location);
    JAVA.forEach(version -> major(majors.addObject(), version, flex));
    return Answers.list(List.of(java));
  }

  private static void major(ObjectNode major, String version, boolean flex) {
    major.put("displayText", "Java " + version).put("value", version);
    ObjectNode minor = major.putArray("minorVersions").addObject();
    minor.put("displayText", "Java " + version).put("value", version + ".0");
    ObjectNode linux = minor.putObject("stackSettings").putObject("linuxRuntimeSettings");
    linux.put("runtimeVersion", "Java|" + version);
    linux.put("isPreview", version.equals("25"));
    linux.putArray("supportedFunctionsExtensionVersions").add("~4");
    ArrayNode skus = linux.putArray("Sku");
    if (flex) {
      sku(skus.addObject(), version);
    }
  }

  private static void sku(ObjectNode sku, String version) {
    sku.put("skuCode", "FC1");
    ArrayNode memory = sku.putArray("instanceMemoryMB");
    for (int size : MEMORY) {
      memory.addObject().put("size", String.valueOf(size)).put("isDefault", size == 2048);
    }
    sku.putObject("maximumInstanceCount")
        .put("lowestMaximumInstanceCount", 1)
        .put("highestMaximumInstanceCount", 1000)
        .put("defaultValue", 100);
    sku.putObject("functionAppConfigProperties")
        .putObject("runtime")
        .put("name", "java")
        .put("version", version);
  }

  private WireResponse regions(Call call) {
    boolean flex = call.parameter("sku").filter("FlexConsumption"::equals).isPresent();
    return Answers.list(
        new TreeMap<>(Locations.all())
            .values().stream()
                .filter(each -> !flex || Locations.hasFlex(each))
                .map(each -> region(call, each))
                .toList());
  }

  private static ObjectNode region(Call call, String shown) {
    ObjectNode region = call.tree().objectNode();
    region
        .put("id", ArmId.subscription() + "/providers/Microsoft.Web/geoRegions/" + shown)
        .put("name", shown)
        .put("type", "Microsoft.Web/geoRegions");
    region
        .putObject("properties")
        .put("name", shown)
        .put("description", shown)
        .put("displayName", shown)
        .put("orgDomain", "PUBLIC;FUNCTIONS;DYNAMIC;LINUX;LINUXDYNAMIC");
    return region;
  }

  private WireResponse checkName(Call call) {
    String name = call.body().path("name").asText();
    boolean taken =
        Web.named(call.tree(), name).isPresent()
            || TakenNames.has(call.tree(), Web.SITES.type(), name);
    ObjectNode told = call.tree().objectNode().put("nameAvailable", !taken);
    told.put("reason", taken ? "AlreadyExists" : "");
    told.put(
        "message",
        taken ? "Hostname '" + name + "' already exists. Please select a different name." : "");
    return Answers.ok(told);
  }
}
