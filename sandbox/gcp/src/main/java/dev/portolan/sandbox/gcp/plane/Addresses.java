package dev.portolan.sandbox.gcp.plane;

import java.util.Optional;

/** Where services are reached. */
@FunctionalInterface
public interface Addresses {
  /**
   * The URL of a service, or of a tag of it; always the same for the same names.
   *
   * @param service full name
   */
  String url(String service, Optional<String> tag);
}
