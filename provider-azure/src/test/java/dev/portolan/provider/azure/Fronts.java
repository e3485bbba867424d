package dev.portolan.provider.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;

/**
 * Answers in a function's place as its adapter does: the probe's route, and nothing else; to the
 * probe's own key, though the host would take others.
 */
final class Fronts {
  private Fronts() {}

  static WireResponse answer(AppPlan plan, WireRequest request) {
    String ready = "/" + route(plan).replace("{name}", "ready");
    if (!request.path().equals(ready)) {
      return WireResponse.of(404, "application/json", "{}");
    }
    String key = plan.keys().getOrDefault(AppPlan.FUNCTION_KEY + "portolan-probe", "");
    if (!request.headers().first("x-functions-key").orElse("").equals(key)) {
      return WireResponse.of(401, "text/plain", "");
    }
    String configuration = plan.environment().getOrDefault("PORTOLAN_CONFIGURATION", "");
    if (!request.query().equals("configuration=" + configuration)) {
      return WireResponse.of(421, "application/json", "{}");
    }
    String function = plan.environment().getOrDefault("PORTOLAN_FUNCTION", "");
    return WireResponse.of(
        200, "application/json", "{\"$portolan\":\"ready\",\"function\":\"" + function + "\"}");
  }

  private static String route(AppPlan plan) {
    for (var function : plan.functions()) {
      if (function.path("name").asText().equals("portolan-probe")) {
        for (JsonNode binding : function.path("config").path("bindings")) {
          if (binding.has("route")) {
            return binding.path("route").asText();
          }
        }
      }
    }
    return "none";
  }
}
