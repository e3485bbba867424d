package dev.portolan.provider.gcp.events;

import java.util.Locale;

/**
 * A bucket that is there.
 *
 * @param location where it is, as Eventarc writes it: a region, or one of {@code us} and the like
 * @param project number of the project that it is in
 */
record Bucket(String name, String location, String project) {
  /** Cloud Storage writes locations in capitals. */
  static Bucket of(String name, Object location, Object project) {
    return new Bucket(
        name, String.valueOf(location).toLowerCase(Locale.ROOT), String.valueOf(project));
  }
}
