package dev.portolan.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;

/** An exception as it would be printed, causes included. */
final class Traces {
  private Traces() {}

  static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
