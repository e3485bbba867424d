package dev.portolan.provider.gcp.events;

import java.util.Locale;

/**
 * A bucket that is there.
 *
 * @param location where it is, as Eventarc writes it: a region, or one of {@code us} and the like
 */
record Bucket(String name, String location) {
  /** Cloud Storage writes locations in capitals. */
  static Bucket of(String name, Object location) {
    return new Bucket(name, String.valueOf(location).toLowerCase(Locale.ROOT));
  }
}
