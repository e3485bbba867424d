package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What other plans have and Flex Consumption refuses.
 *
 * <p>https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
 */
final class FlexRules {
  private static final Set<String> SETTINGS =
      Set.of(
          "ENABLE_ORYX_BUILD",
          "FUNCTIONS_EXTENSION_VERSION",
          "FUNCTIONS_WORKER_RUNTIME",
          "FUNCTIONS_WORKER_RUNTIME_VERSION",
          "FUNCTIONS_MAX_HTTP_CONCURRENCY",
          "FUNCTIONS_WORKER_PROCESS_COUNT",
          "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
          "SCM_DO_BUILD_DURING_DEPLOYMENT",
          "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
          "WEBSITE_CONTENTOVERVNET",
          "WEBSITE_CONTENTSHARE",
          "WEBSITE_DNS_SERVER",
          "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
          "WEBSITE_NODE_DEFAULT_VERSION",
          "WEBSITE_RUN_FROM_PACKAGE",
          "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
          "WEBSITE_VNET_ROUTE_ALL");

  private static final Set<String> PROPERTIES =
      Set.of(
          "alwaysOn",
          "ftpsState",
          "javaVersion",
          "linuxFxVersion",
          "windowsFxVersion",
          "netFrameworkVersion",
          "powerShellVersion",
          "functionAppScaleLimit",
          "preWarmedInstanceCount",
          "use32BitWorkerProcess",
          "vnetRouteAllEnabled");

  private FlexRules() {}

  static void settings(Collection<String> names) {
    List<String> wrong =
        names.stream()
            .filter(SETTINGS::contains)
            .sorted()
            .map(name -> "Site.SiteConfig.AppSettings." + name)
            .toList();
    refuse(wrong, WebError.SETTING, WebError.SETTINGS);
  }

  static void siteConfig(JsonNode siteConfig) {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : siteConfig.properties()) {
      if (PROPERTIES.contains(each.getKey()) && !each.getValue().isNull()) {
        String name = each.getKey();
        wrong.add("Site.SiteConfig." + Character.toUpperCase(name.charAt(0)) + name.substring(1));
      }
    }
    wrong.sort(null);
    refuse(wrong, WebError.PROPERTY, WebError.PROPERTIES);
  }

  private static void refuse(List<String> wrong, WebError one, WebError many) {
    if (wrong.size() == 1) {
      throw one.refusal(wrong.get(0));
    }
    if (!wrong.isEmpty()) {
      throw many.refusal(wrong.size(), String.join(", ", wrong));
    }
  }
}
