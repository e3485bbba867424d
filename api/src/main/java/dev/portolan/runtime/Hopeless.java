package dev.portolan.runtime;

import java.io.IOException;

/** A failure that no other try would better: what is set up wrongly stays so. */
public final class Hopeless extends IOException {
  private static final long serialVersionUID = 1L;

  public Hopeless(String message) {
    super(message);
  }
}
