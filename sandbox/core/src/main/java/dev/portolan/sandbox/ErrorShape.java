package dev.portolan.sandbox;

/** One way a cloud refuses, with its source beside it. */
public interface ErrorShape {
  int status();

  /** The vendor's name for it. */
  String code();

  /** The message, with the places of {@link String#format}. */
  String message();

  Fidelity fidelity();

  /** One row of the table of all shapes. */
  default String row() {
    return "| " + code() + " | " + status() + " | " + message() + " | " + fidelity() + " |";
  }
}
