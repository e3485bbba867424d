package dev.portolan.deploy.model;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a packager made: a finished file and its digest.
 *
 * @param sha256 lower-case hex digest of the file's bytes
 * @param bytes size of the file
 * @param unpackedBytes size of all that it holds, unpacked
 */
public record Artifact(Path file, String sha256, long bytes, long unpackedBytes) {
  public Artifact {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(sha256, "sha256");
  }
}
