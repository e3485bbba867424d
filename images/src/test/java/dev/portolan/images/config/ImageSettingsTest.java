package dev.portolan.images.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ImageSettingsTest {
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void whatIsWrongIsToldUnderTheProvidersName() {
    ImageSettings.read(
        reader(Map.of("baseImage", "NOT AN IMAGE", "javaFlags", "Xmx1g", "startupCache", "maybe")));
    RegistrySettings.read(reader(Map.of("registry", "https://example.com")));

    assertEquals(
        List.of(
            "portolan.acme.baseImage",
            "portolan.acme.javaFlags",
            "portolan.acme.startupCache",
            "portolan.acme.registry"),
        problems.stream().map(Problem::where).toList());
  }

  @Test
  void whatIsNotSaidIsAsItIsKnown() {
    ImageSettings settings = ImageSettings.read(reader(Map.of()));

    assertTrue(settings.startupCache());
    String flags =
        ImageSettings.KNOWN.stream()
            .filter(each -> each.key().equals("javaFlags"))
            .map(Setting::defaultValue)
            .findFirst()
            .orElseThrow();
    assertEquals(flags, String.join(" ", settings.javaFlags()));
    assertEquals(Optional.empty(), RegistrySettings.read(reader(Map.of())).registry());
    assertEquals(List.of(), problems);
  }

  private SettingReader reader(Map<String, String> values) {
    return SettingReader.of("acme", Settings.of(values), problems);
  }
}
