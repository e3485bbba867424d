package dev.portolan.sandbox.azure.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locations that the sandbox has. Two of them have no Flex Consumption, as some of Azure's.
 *
 * <p>https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#view-currently-supported-regions
 */
public final class Locations {
  /** Names with what people call them. */
  private static final Map<String, String> ALL = new LinkedHashMap<>();

  private static final Set<String> WITHOUT_FLEX = Set.of("brazilsoutheast", "westindia");

  static {
    for (String shown :
        new String[] {
          "East US",
          "East US 2",
          "West US 2",
          "North Europe",
          "West Europe",
          "Germany West Central",
          "Sweden Central",
          "UK South",
          "Southeast Asia",
          "Australia East",
          "Brazil Southeast",
          "West India"
        }) {
      ALL.put(name(shown), shown);
    }
  }

  private Locations() {}

  private static String name(String text) {
    return text.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  /** Names with what people call them. */
  public static Map<String, String> all() {
    return Map.copyOf(ALL);
  }

  /** The name of one that is given either way; empty for one that is not there. */
  public static Optional<String> find(String given) {
    return Optional.of(name(given)).filter(ALL::containsKey);
  }

  /** What people call it, as Microsoft.Web tells it whichever way it was given. */
  public static String shown(String given) {
    return ALL.getOrDefault(name(given), given);
  }

  public static boolean hasFlex(String given) {
    return ALL.containsKey(name(given)) && !WITHOUT_FLEX.contains(name(given));
  }

  /** The location that a body names, or a refusal. */
  public static String required(Call call, String type) {
    String given = call.body().path("location").asText();
    if (given.isEmpty()) {
      throw CommonError.NO_LOCATION.refusal();
    }
    return find(given).orElseThrow(() -> CommonError.LOCATION.refusal(given, type));
  }
}
