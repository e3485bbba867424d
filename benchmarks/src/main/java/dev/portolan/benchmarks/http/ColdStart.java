package dev.portolan.benchmarks.http;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Measures process start to first 200, each server without a start-up cache and with one.
 *
 * <p>Arguments: {@code rounds=21}; {@code java=} the {@code java} to measure, otherwise this one;
 * {@code peers=peers}, the directory they were built in; {@code seed=} for the order. All servers
 * take turns in every round, in an order that chance makes anew, so that a noisy minute is noisy
 * for all. Each is first held against the answer that is due, and against the cache it has to use.
 */
public final class ColdStart {
  private ColdStart() {}

  /** Prints a table of medians in milliseconds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments given = Arguments.of(arguments, "rounds", "java", "peers", "seed");
    long seed = given.number("seed", System.nanoTime());
    int rounds = (int) given.number("rounds", 21);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    try (Scratch scratch = Scratch.create("cold-start")) {
      List<Subject> subjects = lineUp(given, scratch.directory(), out);
      out.printf("%d rounds, seed %d, %s%n", rounds, seed, given.java());
      List<Times> times = subjects.stream().map(Times::new).toList();
      measure(times, rounds, new Random(seed), given.java());
      new ColdTable(times).print(out);
    }
  }

  private static void measure(List<Times> times, int rounds, Random order, Path java)
      throws IOException {
    List<Times> turns = new ArrayList<>(times);
    for (int round = -1; round < rounds; round++) {
      Collections.shuffle(turns, order);
      for (Times each : turns) {
        long nanos = once(each.subject(), java);
        if (round >= 0) {
          each.add(nanos);
        }
      }
    }
  }

  private static List<Subject> lineUp(Arguments given, Path directory, PrintStream out)
      throws IOException, InterruptedException {
    Path java = given.java();
    StartCache cache = StartCache.of(java);
    List<Subject> all = new ArrayList<>(Subjects.in(directory));
    all.addAll(Peers.in(Path.of(given.text("peers").orElse("peers")), directory, out));
    for (Subject subject : List.copyOf(all)) {
      all.add(cache.add(subject, directory));
    }
    all.addAll(PackedHello.of(java, cache.title(), directory, out));
    for (Subject subject : all) {
      try (Running running = Running.start(cache.strict(subject), java)) {
        running.call();
      }
    }
    return all;
  }

  private static long once(Subject subject, Path java) throws IOException {
    try (Running running = Running.start(subject, java)) {
      return running.call();
    }
  }
}
