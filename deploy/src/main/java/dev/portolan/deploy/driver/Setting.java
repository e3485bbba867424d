package dev.portolan.deploy.driver;

import java.util.Objects;

/**
 * A key that a provider understands.
 *
 * @param description one line for people, with unit and limits
 * @param defaultValue what holds when it is not set, for people; empty for none
 */
public record Setting(String key, Scope scope, String description, String defaultValue) {
  /** Where a setting may stand. */
  public enum Scope {
    /** Once for the whole run. */
    PROVIDER,
    /** For all functions, or for one. */
    FUNCTION
  }

  public Setting {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(defaultValue, "defaultValue");
  }

  public static Setting provider(String key, String description, String defaultValue) {
    return new Setting(key, Scope.PROVIDER, description, defaultValue);
  }

  public static Setting function(String key, String description, String defaultValue) {
    return new Setting(key, Scope.FUNCTION, description, defaultValue);
  }
}
