package dev.portolan.sandbox.gcp.plane;

/** What a revision runs. */
public sealed interface Code {
  /** An image in a registry, as the container names it. */
  record Image(String reference) implements Code {}

  /**
   * A zip that was uploaded as a function's source and has passed the build.
   *
   * @param blob its digest, by which the cloud's blobs give its bytes
   * @param entryPoint class of the function
   * @param runtime {@code java21}
   */
  record Source(String blob, String entryPoint, String runtime) implements Code {}
}
