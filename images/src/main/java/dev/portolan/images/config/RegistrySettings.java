package dev.portolan.images.config;

import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import java.util.List;
import java.util.Optional;

/**
 * Where images go, for a provider that has no registry of its own.
 *
 * @param registry registry and path that images are pushed under
 * @param pullRegistry the same place as those who run the image name it
 */
public record RegistrySettings(Optional<String> registry, Optional<String> pullRegistry) {
  private static final String REPOSITORY =
      "[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*";
  private static final String FORM = "a registry, as in registry.example.com/team";

  public static final List<Setting> KNOWN =
      List.of(
          Setting.provider("registry", "where to push images: registry.example.com/team", ""),
          Setting.provider("pullRegistry", "the same, as the cluster names it", "registry"));

  /** Reads what is there, and tells all that is wrong with it. */
  public static RegistrySettings read(SettingReader reader) {
    return new RegistrySettings(
        reader.text("registry", REPOSITORY, FORM), reader.text("pullRegistry", REPOSITORY, FORM));
  }
}
