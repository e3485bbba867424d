package dev.portolan.benchmarks.http;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
 * <p>Arguments: {@code seconds=5} a measurement; {@code rounds=3}; {@code java=} the {@code java}
 * to measure, otherwise this one; {@code peers=} a directory, otherwise none of them; {@code
 * flags=} further ones for all JVMs. A server is warm after three seconds and ten thousand calls;
 * one that does not get there in a minute is marked, and its figures say little. All servers have
 * the same flags, hello as packed too. Client and server share the machine: a server that leaves
 * the client more of it looks better for it.
 */
public final class WarmLoad {
  private static final int WARM_UP_SECONDS = 3;
  private static final int WARM_UP_CALLS = 10_000;
  private static final int WARM_UP_TRIES = 20;

  private WarmLoad() {}

  /** Prints what each round gave, then medians of the rounds. */
  public static void main(String[] arguments) throws Exception {
    Arguments given = Arguments.of(arguments, "seconds", "rounds", "java", "peers", "flags");
    int seconds = (int) given.number("seconds", 5);
    long rounds = given.number("rounds", 3);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    try (Scratch scratch = Scratch.create("warm-load")) {
      List<Subject> subjects = lineUp(given, scratch.directory(), out);
      List<Load> loads = new ArrayList<>();
      out.println(Load.HEAD);
      for (int connections : new int[] {1, 8, 80}) {
        for (long round = 0; round < rounds; round++) {
          for (Subject subject : subjects) {
            Load load = measure(subject, given.java(), connections, seconds);
            loads.add(load);
            out.println(load);
          }
        }
      }
      out.println("medians of the rounds, and their ratio to " + Subjects.JACKSON);
      Load.medians(loads, Subjects.JACKSON).forEach(out::println);
    }
  }

  private static List<Subject> lineUp(Arguments given, Path directory, PrintStream out)
      throws IOException, InterruptedException {
    List<Subject> all = new ArrayList<>(Subjects.in(directory));
    all.add(PackedHello.of(given.java(), "cache", directory, out).get(0));
    if (given.text("peers").isPresent()) {
      all.addAll(Peers.in(Path.of(given.text("peers").get()), directory, out));
    }
    List<String> flags = new ArrayList<>(Subjects.FLAGS);
    given.text("flags").ifPresent(more -> flags.addAll(List.of(more.split(" +"))));
    out.println("flags of all: " + String.join(" ", flags));
    return all.stream().map(subject -> subject.withFlags(flags)).toList();
  }

  static Load measure(Subject subject, Path java, int connections, int seconds) throws Exception {
    try (Running running = Running.start(subject, java)) {
      running.call();
      boolean warm = warmUp(running.port(), connections);
      long[] nanos = run(running.port(), connections, TimeUnit.SECONDS.toNanos(seconds));
      return Load.of(subject.name(), connections, nanos, seconds, warm);
    }
  }

  /**
   * Until it was called often enough for its code to be compiled, however little of the machine it
   * gets. A slow server would otherwise be measured while it is interpreted, and look slower still.
   */
  private static boolean warmUp(int port, int connections)
      throws InterruptedException, ExecutionException {
    int calls = 0;
    for (int i = 0; i < WARM_UP_TRIES && calls < WARM_UP_CALLS; i++) {
      calls += run(port, connections, TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS)).length;
    }
    return calls >= WARM_UP_CALLS;
  }

  private static long[] run(int port, int connections, long duration)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<long[]>> results = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        results.add(threads.submit(() -> calls(port, duration)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> result : results) {
        all.add(result.get());
      }
      return all.stream().flatMapToLong(Arrays::stream).toArray();
    } finally {
      threads.shutdown();
    }
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
