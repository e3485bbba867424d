package dev.portolan.deploy.model;

import java.util.Objects;

/**
 * What a framework makes and a function calls: the handler's class is the framework's adapter then,
 * which is created with these two.
 *
 * @param application binary name of the class that the framework starts from
 * @param definition which of its beans, in the framework's own words: a name, or a composition
 */
public record Bean(String application, String definition) {
  public Bean {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(definition, "definition");
  }

  public static Bean of(String application, String definition) {
    return new Bean(application, definition);
  }
}
