package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures latency and throughput of warm servers at 1, 8 and 80 connections.
 *
 * <p>Arguments: seconds a measurement (default 5), rounds (default 3), the {@code java} to measure
 * (default this one), further flags for its JVM. Client and server share the machine.
 */
public final class WarmLoad {
  private WarmLoad() {}

  /** Prints a table: median latency in microseconds, requests a second. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path java =
        arguments.length > 2
            ? Path.of(arguments[2])
            : Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> flags =
        arguments.length > 3 ? Arrays.asList(arguments).subList(3, arguments.length) : List.of();
    List<Subject> subjects = Subjects.in(Files.createTempDirectory("warm-load"));
    PrintStream out = System.out;
    out.printf("%-12s %-24s %10s %10s %12s%n", "connections", "", "p50 us", "p99 us", "requests/s");
    for (int connections : new int[] {1, 8, 80}) {
      for (int round = 0; round < rounds; round++) {
        for (Subject subject : subjects) {
          measure(subject.withFlags(subject.name(), flags), java, connections, seconds, out);
        }
      }
    }
  }

  private static void measure(
      Subject subject, Path java, int connections, int seconds, PrintStream out) throws Exception {
    int port = Caller.freePort();
    Process process = subject.start(java, port);
    try {
      Caller.await(port, process).close();
      run(port, connections, TimeUnit.SECONDS.toNanos(3));
      long[] nanos = run(port, connections, TimeUnit.SECONDS.toNanos(seconds));
      Arrays.sort(nanos);
      out.printf(
          "%-12d %-24s %10.1f %10.1f %12.0f%n",
          connections,
          subject.name(),
          nanos[nanos.length / 2] / 1e3,
          nanos[nanos.length / 100 * 99] / 1e3,
          (double) nanos.length / seconds);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static long[] run(int port, int connections, long duration)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    List<Future<long[]>> results = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      results.add(threads.submit(() -> calls(port, duration)));
    }
    List<long[]> all = new ArrayList<>();
    for (Future<long[]> result : results) {
      all.add(result.get());
    }
    threads.shutdown();
    return all.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private static long[] calls(int port, long duration) throws IOException {
    long[] nanos = new long[1024];
    int count = 0;
    try (Caller caller = Caller.open(port)) {
      long end = System.nanoTime() + duration;
      for (long now = System.nanoTime(); now < end; ) {
        caller.call();
        long after = System.nanoTime();
        if (count == nanos.length) {
          nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = after - now;
        now = after;
      }
    }
    return Arrays.copyOf(nanos, count);
  }
}
