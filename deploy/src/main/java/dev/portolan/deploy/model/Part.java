package dev.portolan.deploy.model;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a component of a function's input is taken from in a request.
 *
 * @param component its name
 * @param name of the variable, the parameter or the header; empty for the body
 */
public record Part(String component, From from, String name) {
  /** A place in a request. */
  public enum From {
    PATH,
    QUERY,
    HEADER,
    BODY;

    /** As the descriptor spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Part {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(name, "name");
  }
}
