package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Gives a server the start-up cache of its JVM: AOT from JDK 25 on, class data sharing before. */
final class StartCache {
  private StartCache() {}

  /**
   * The server with a cache of its own.
   *
   * @param called whether it was written after the request that is measured; otherwise after a
   *     probe and a body that is no JSON, as a packager does that must not call the function
   */
  static Subject add(Subject subject, boolean called, Path java, Path directory)
      throws IOException, InterruptedException {
    boolean aot = version(java) >= 25;
    String name = subject.name().replace(' ', '-') + (called ? "" : "-uncalled") + ".cache";
    String file = directory.resolve(name).toString();
    Subject training =
        subject.withFlags(
            subject.name(),
            List.of(aot ? "-XX:AOTCacheOutput=" + file : "-XX:ArchiveClassesAtExit=" + file));
    int port = Caller.freePort();
    Process process = training.start(java, port);
    try (Caller caller = Caller.await(port, process)) {
      if (called) {
        caller.call();
      } else {
        caller.probe();
      }
    }
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(subject.name() + " did not write its cache");
    }
    return subject.withFlags(
        subject.name() + (aot ? ", AOT cache" : ", CDS archive") + (called ? "" : ", not called"),
        List.of(aot ? "-XX:AOTCache=" + file : "-XX:SharedArchiveFile=" + file));
  }

  private static int version(Path java) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return Integer.parseInt(text.split("\"")[1].split("[.-]")[0]);
  }
}
