package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures process start to first 200, each server without a cache and with one of its own.
 *
 * <p>Arguments: the number of rounds (default 20), the {@code java} to measure (default this one).
 * All servers take turns in every round, so that a noisy minute is noisy for all.
 */
public final class ColdStart {
  private ColdStart() {}

  /** Prints a table of medians in milliseconds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Path java =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Path.of(System.getProperty("java.home"), "bin", "java");
    Path directory = Files.createTempDirectory("cold-start");
    List<Subject> subjects = new ArrayList<>(Subjects.in(directory));
    for (Subject subject : List.copyOf(subjects)) {
      subjects.add(StartCache.add(subject, true, java, directory));
    }
    subjects.add(StartCache.add(subjects.get(2), false, java, directory));
    long[][] nanos = new long[subjects.size()][rounds];
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < subjects.size(); i++) {
        long measured = once(subjects.get(i), java);
        if (round >= 0) {
          nanos[i][round] = measured;
        }
      }
    }
    print(subjects, nanos, System.out);
  }

  private static long once(Subject subject, Path java) throws IOException, InterruptedException {
    int port = Caller.freePort();
    long began = System.nanoTime();
    Process process = subject.start(java, port);
    try (Caller caller = Caller.await(port, process)) {
      caller.call();
      return System.nanoTime() - began;
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static void print(List<Subject> subjects, long[][] nanos, PrintStream out) {
    out.printf("%-34s %8s %8s %8s%n", "process start to first 200, ms", "median", "p10", "p90");
    for (int i = 0; i < subjects.size(); i++) {
      Arrays.sort(nanos[i]);
      int last = nanos[i].length - 1;
      out.printf(
          "%-34s %8.1f %8.1f %8.1f%n",
          subjects.get(i).name(),
          nanos[i][last / 2] / 1e6,
          nanos[i][last / 10] / 1e6,
          nanos[i][last * 9 / 10] / 1e6);
    }
  }
}
