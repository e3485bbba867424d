package dev.portolan.testkit.memory;

/** Stands for the caller's process being killed. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed(String message) {
    super(message);
  }
}
