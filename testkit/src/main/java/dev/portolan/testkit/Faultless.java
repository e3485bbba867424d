package dev.portolan.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an operation does when nothing goes wrong: the measure for when something does.
 *
 * @param calls in their order, polls and all
 * @param state of the cloud afterwards
 * @param events how many were told
 */
record Faultless(List<Call> calls, String state, int events) {
  private static final Map<List<Object>, Faultless> KNOWN = new ConcurrentHashMap<>();

  /** What it does in a cloud of this kind; run once for all that compare with it. */
  static Faultless run(Operation operation, CloudUnderTest test) {
    return KNOWN.computeIfAbsent(
        List.of(test.kind(), operation),
        key -> {
          try (Scene scene = operation.before(test)) {
            return run(operation, scene);
          }
        });
  }

  /** Runs it where it was not run yet. */
  static Faultless run(Operation operation, Scene scene) {
    AtomicInteger events = new AtomicInteger();
    scene.listen((portolan, event) -> events.incrementAndGet());
    Outcomes.assertVerified(operation.run(scene));
    return new Faultless(scene.cloud().calls(), scene.cloud().state(), events.get());
  }
}
