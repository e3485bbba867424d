package dev.portolan.deploy.model;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A function as the cloud holds it.
 *
 * @param physicalName what the cloud calls it
 * @param url where it answers HTTP, if it does
 * @param version the version that serves now; empty when none does yet
 * @param digest SHA-256 of the artifact that serves now, lower-case hex
 * @param versions kept versions, newest first
 */
public record Deployed(
    String function,
    String physicalName,
    Optional<URI> url,
    Optional<String> version,
    Optional<String> digest,
    List<Kept> versions) {
  /** A version that a rollback can go back to. */
  public record Kept(String version, String description, boolean live) {}

  public Deployed {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(physicalName, "physicalName");
    versions = List.copyOf(versions);
  }
}
