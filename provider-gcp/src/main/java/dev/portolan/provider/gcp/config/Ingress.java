package dev.portolan.provider.gcp.config;

import java.util.Locale;

/** Where a function can be reached from at all, whoever may call it. */
public enum Ingress {
  ALL,
  INTERNAL,
  INTERNAL_AND_CLOUD_LOAD_BALANCING;

  /** As the settings spell it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
