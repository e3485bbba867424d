package dev.portolan.maven;

import dev.portolan.deploy.ExitCode;
import java.nio.file.Path;

/**
 * How a goal ended.
 *
 * @param last the last line that was told of it
 * @param cause what its first failure came from; {@code null} if nothing did
 * @param report the file that tells more
 */
record Ending(ExitCode code, String last, Throwable cause, Path report) {}
