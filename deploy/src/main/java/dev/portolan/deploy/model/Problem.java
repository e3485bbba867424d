package dev.portolan.deploy.model;

import java.util.Objects;

/**
 * One thing wrong with what was asked for.
 *
 * @param where file and line, class, or key
 * @param what what is wrong there
 * @param hint what to do about it
 */
public record Problem(String where, String what, String hint) {
  public Problem {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(hint, "hint");
  }

  public static Problem of(String where, String what, String hint) {
    return new Problem(where, what, hint);
  }

  @Override
  public String toString() {
    return where + ": " + what + (hint.isEmpty() ? "" : "; " + hint);
  }
}
