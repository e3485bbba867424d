package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The start-up caches of a JVM: AOT from JDK 25 on, class-data archives before. */
final class StartCache {
  private final Path java;
  private final boolean aot;

  private StartCache(Path java, boolean aot) {
    this.java = java;
    this.aot = aot;
  }

  static StartCache of(Path java) throws IOException, InterruptedException {
    return new StartCache(java, version(java) >= 25);
  }

  String title() {
    return aot ? "AOT cache" : "CDS archive";
  }

  /** The server with a cache of its own, written after the request that is measured. */
  Subject add(Subject subject, Path directory) throws IOException, InterruptedException {
    String name = subject.name().replaceAll("[^A-Za-z0-9]+", "-") + (aot ? ".aot" : ".jsa");
    Path file = directory.resolve(name);
    String make = (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file;
    try (Running training = Running.start(subject.withFlags(List.of(make)), java)) {
      training.call();
      training.end();
    }
    if (!Files.exists(file)) {
      throw new IOException(subject.name() + " did not write its cache");
    }
    return subject.withCache(title(), (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file);
  }

  /** The same server, which now does not start if it cannot use its cache. */
  Subject strict(Subject subject) {
    return subject.isCached()
        ? subject.withFlags(List.of(aot ? "-XX:AOTMode=on" : "-Xshare:on"))
        : subject;
  }

  private static int version(Path java) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return Integer.parseInt(text.split("\"")[1].split("[.-]")[0]);
  }
}
