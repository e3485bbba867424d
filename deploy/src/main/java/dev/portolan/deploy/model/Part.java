package dev.portolan.deploy.model;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a component of a function's input is taken from in a request.
 *
 * @param name of the variable, the parameter or the header; empty for the body
 */
public record Part(From from, String name) {
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
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(name, "name");
  }
}
