package dev.portolan.testkit;

import java.util.Objects;

/**
 * One call that reached a cloud, or that a fault kept from reaching it.
 *
 * @param number from 1, counted since the calls were last forgotten
 * @param name what was called, for people
 */
public record Call(int number, String name, Kind kind) {
  /** What a call does to a cloud. */
  public enum Kind {
    READ,
    MUTATION,
    /** A read that asks again what was asked since the last mutation. */
    POLL,
    /** Runs a function; changes nothing of the deployment. */
    INVOCATION
  }

  public Call {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
  }

  public boolean mutates() {
    return kind == Kind.MUTATION;
  }

  /** Whether it leaves the cloud as it was, whatever comes of it. */
  boolean harmless() {
    return kind == Kind.READ || kind == Kind.POLL;
  }

  @Override
  public String toString() {
    return number + " " + name;
  }
}
