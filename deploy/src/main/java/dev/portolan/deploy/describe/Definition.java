package dev.portolan.deploy.describe;

import java.util.Objects;

/**
 * A function that a project's configuration defines: which beans of its framework it is made of.
 *
 * @param function the function's name
 * @param text the definition, in the framework's own words: {@code uppercase|reverse}
 * @param where where it stands: {@code pom.xml:41}
 */
public record Definition(String function, String text, String where) {
  public Definition {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(where, "where");
  }
}
