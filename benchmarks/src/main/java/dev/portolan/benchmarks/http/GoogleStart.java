package dev.portolan.benchmarks.http;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Measures functions in Google's own server: process start to first 200, then the warm latency of
 * one connection.
 *
 * <p>Arguments: {@code rounds=21} and {@code seconds=5}, 0 for none; {@code loads=3}, how often the
 * warm latency is measured; {@code java=} the {@code java} to measure, otherwise this one; {@code
 * invokers=target/invokers}, the directory of Google's servers; {@code seed=} for the order. All
 * take turns in every round, in an order that chance makes anew. The server listens on all
 * addresses, so that it is started only where there is none but the loopback's.
 */
public final class GoogleStart {
  private GoogleStart() {}

  /** Prints a table for each version of the server. */
  public static void main(String[] arguments) throws Exception {
    Arguments given =
        Arguments.of(arguments, "rounds", "seconds", "loads", "java", "invokers", "seed");
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    if (!Peers.isAlone()) {
      out.println("Google's server listens on all addresses: see RESULTS.md for how to run this");
      return;
    }
    Path invokers = Path.of(given.text("invokers").orElse("target/invokers")).toAbsolutePath();
    for (String version : List.of("1", "2")) {
      Path invoker = invokers.resolve(version + ".jar");
      if (!Files.exists(invoker)) {
        out.println("left out: there is no " + invoker);
        continue;
      }
      try (Scratch scratch = Scratch.create("google-start")) {
        out.println("invoker " + version);
        List<Subject> subjects = GoogleSubjects.in(scratch.directory(), invoker);
        cold(subjects, given, out);
        warm(subjects, given, out);
      }
    }
  }

  private static void cold(List<Subject> subjects, Arguments given, PrintStream out)
      throws IOException {
    long rounds = given.number("rounds", 21);
    if (rounds == 0) {
      return;
    }
    Random order = new Random(given.number("seed", System.nanoTime()));
    List<Times> times = subjects.stream().map(Times::new).toList();
    List<Times> turns = new ArrayList<>(times);
    for (long round = -1; round < rounds; round++) {
      Collections.shuffle(turns, order);
      for (Times each : turns) {
        try (Running running = Running.start(each.subject(), given.java())) {
          long nanos = running.call();
          if (round >= 0) {
            each.add(nanos);
          }
        }
      }
    }
    String head = "%-28s %8s %8s %8s %8s%n";
    out.printf(head, "process start to first 200", "median", "p10", "p90", "x bare");
    double bare = times.get(0).median();
    for (Times each : times) {
      out.printf(
          "%-28s %8.1f %8.1f %8.1f %8.3f%n",
          each.subject().name(),
          each.median(),
          each.percentile(10),
          each.percentile(90),
          each.median() / bare);
    }
  }

  private static void warm(List<Subject> subjects, Arguments given, PrintStream out)
      throws Exception {
    int seconds = (int) given.number("seconds", 5);
    if (seconds == 0) {
      return;
    }
    List<Load> loads = new ArrayList<>();
    for (long round = given.number("loads", 3); round > 0; round--) {
      for (Subject subject : subjects) {
        loads.add(WarmLoad.measure(subject, given.java(), 1, seconds));
      }
    }
    out.println(Load.HEAD);
    Load.medians(loads, GoogleSubjects.BARE).forEach(out::println);
  }
}
