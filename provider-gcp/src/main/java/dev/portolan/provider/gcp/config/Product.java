package dev.portolan.provider.gcp.config;

import java.util.Locale;

/** Which of Google's two products runs the functions. */
public enum Product {
  /** Cloud Run functions: Google builds the image of an archive. */
  FUNCTIONS,
  /** Cloud Run: we build the image. */
  RUN;

  /** As the settings spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
