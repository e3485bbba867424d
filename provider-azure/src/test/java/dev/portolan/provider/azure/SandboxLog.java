package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the functions of a sandbox have logged. */
record SandboxLog(Path sandbox) {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  /** What a function logs is read from its process a little later than its answer. */
  void await(String text) throws InterruptedException {
    long begun = System.nanoTime();
    while (!all().contains(text)) {
      assertTrue(System.nanoTime() - begun < PATIENCE, this::all);
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
  }

  String all() {
    try (var files = Files.list(sandbox.resolve("logs"))) {
      StringBuilder all = new StringBuilder();
      for (Path each : files.toList()) {
        all.append(Files.readString(each));
      }
      return all.toString();
    } catch (IOException e) {
      return "no log";
    }
  }
}
