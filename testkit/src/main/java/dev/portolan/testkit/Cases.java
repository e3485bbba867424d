package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs many cases at once, each in a cloud of its own, and tells all that failed. */
final class Cases {
  private static final int TOLD = 8;

  private final List<Case> cases = new ArrayList<>();

  /** A case by its name. */
  private record Case(String name, Runnable work) {}

  void add(String name, Runnable work) {
    cases.add(new Case(name, work));
  }

  /** Runs all; a contract without a case proves nothing and fails. */
  void run() {
    if (cases.isEmpty()) {
      fail("there is no case to run");
    }
    List<String> failures =
        cases.parallelStream().map(Cases::failure).flatMap(Optional::stream).toList();
    if (!failures.isEmpty()) {
      String told = String.join("\n  ", failures.subList(0, Math.min(TOLD, failures.size())));
      fail(failures.size() + " of " + cases.size() + " cases failed:\n  " + told);
    }
  }

  private static Optional<String> failure(Case one) {
    try {
      one.work().run();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(one.name() + ": " + e);
    }
  }
}
