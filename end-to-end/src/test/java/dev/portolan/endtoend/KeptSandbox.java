package dev.portolan.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A sandbox that a process of its own keeps up for a project, until it is told to end. */
final class KeptSandbox implements AutoCloseable {
  private final Process process;

  private final Path directory;

  private KeptSandbox(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Starts it, and waits until it is up. */
  static KeptSandbox of(Maven maven, String providers) throws IOException {
    KeptSandbox sandbox =
        new KeptSandbox(
            maven.start("portolan:sandbox", "-Dprovider=" + providers),
            maven.project().resolve("target/portolan/sandbox"));
    try {
      sandbox.awaitUp();
      return sandbox;
    } catch (IOException | AssertionError e) {
      sandbox.close();
      throw e;
    }
  }

  private void awaitUp() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.contains("Ctrl-C ends it")) {
        return;
      }
    }
    throw new AssertionError("the sandbox did not come up:\n" + said);
  }

  /** Where others find it. */
  Path directory() {
    return directory;
  }

  boolean isUp() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new AssertionError("the sandbox does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
