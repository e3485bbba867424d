package dev.portolan.provider.azure.config;

import java.net.URI;

/**
 * Where a machine's own identity is asked for tokens, in App Service's way; of this machine alone.
 *
 * @param header what proves that the caller is on the machine
 */
public record TokenPlace(URI address, String header) {
  /** Never the header. */
  @Override
  public String toString() {
    return "TokenPlace[" + address + "]";
  }
}
