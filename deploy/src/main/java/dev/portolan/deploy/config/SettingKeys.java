package dev.portolan.deploy.config;

import dev.portolan.deploy.driver.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The keys a provider knows. A key {@code tags.*} stands for all that begin with {@code tags.}. */
public record SettingKeys(List<Setting> settings) {
  public SettingKeys {
    settings = List.copyOf(settings);
  }

  public static SettingKeys of(Collection<Setting> settings) {
    return new SettingKeys(List.copyOf(settings));
  }

  /** The setting that a key sets. */
  public Optional<Setting> find(String key) {
    return settings.stream().filter(setting -> matches(setting.key(), key)).findFirst();
  }

  /** These keys, without those that stand only once for the whole run. */
  public SettingKeys ofFunctions() {
    return of(
        settings.stream().filter(setting -> setting.scope() == Setting.Scope.FUNCTION).toList());
  }

  /** All keys, sorted, for people. */
  public List<String> names() {
    return settings.stream().map(Setting::key).sorted().toList();
  }

  private static boolean matches(String known, String key) {
    if (!known.endsWith(".*")) {
      return known.equals(key);
    }
    String prefix = known.substring(0, known.length() - 1);
    return key.startsWith(prefix) && key.length() > prefix.length();
  }
}
