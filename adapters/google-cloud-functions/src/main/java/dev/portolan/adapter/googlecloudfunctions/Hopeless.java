package dev.portolan.adapter.googlecloudfunctions;

import java.io.IOException;

/** A failure that no other try would better. */
final class Hopeless extends IOException {
  Hopeless(String message) {
    super(message);
  }
}
