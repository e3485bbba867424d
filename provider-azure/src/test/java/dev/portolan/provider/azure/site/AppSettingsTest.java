package dev.portolan.provider.azure.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whose settings of a site are whose. */
class AppSettingsTest {
  private static final Map<String, String> SHALL = Map.of("LEVEL", "info");

  @Test
  @DisplayName("What Azure has set is left alone, and what nobody wants goes")
  void merged() {
    Map<String, String> live =
        Map.of(
            "LEVEL",
            "debug",
            "OLD",
            "x",
            "APPLICATIONINSIGHTS_CONNECTION_STRING",
            "c",
            "WEBSITE_RUN_FROM_PACKAGE",
            "1");
    assertEquals(
        new TreeMap<>(
            Map.of(
                "LEVEL",
                "info",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "c",
                "WEBSITE_RUN_FROM_PACKAGE",
                "1")),
        AppSettings.merged(SHALL, live));
    assertEquals(List.of("LEVEL", "OLD"), AppSettings.differences(SHALL, live));
  }

  @Test
  @DisplayName("The host takes no larger body than the adapter does")
  void body() {
    String name = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";
    assertEquals(
        "10485760",
        AppSettings.of(release(Map.of()), "account", "client", Optional.empty()).get(name));
    Release own = release(Map.of("PORTOLAN_BODY_LIMIT", "4096"));
    assertEquals("4096", AppSettings.of(own, "account", "client", Optional.empty()).get(name));
    assertEquals(
        List.of(name),
        AppSettings.differences(
                AppSettings.of(own, "a", "c", Optional.empty()),
                AppSettings.of(release(Map.of()), "a", "c", Optional.empty()))
            .stream()
            .filter(each -> each.startsWith("FUNCTIONS_"))
            .toList());
  }

  private static Release release(Map<String, String> settings) {
    return new Release(
        "ab".repeat(32),
        "cd".repeat(32),
        21,
        512,
        4,
        0,
        100,
        new TreeMap<>(settings),
        new Face(true, "/greeter", "/.well-known/portolan/0123456789abcdef/ready"),
        new TreeSet<>(List.of("greeter")));
  }

  @Test
  @DisplayName("Settings that are as they shall be differ in nothing, Azure's own aside")
  void same() {
    assertEquals(
        List.of(),
        AppSettings.differences(SHALL, Map.of("LEVEL", "info", "FUNCTIONS_WORKER", "x")));
  }

  @Test
  @DisplayName("A difference is told by its name, never by its value")
  void secret() {
    assertFalse(
        AppSettings.differences(Map.of("DB", "hunter2"), Map.of("DB", "old"))
            .toString()
            .contains("hunter2"));
  }
}
