package dev.portolan.testkit;

import java.util.List;

/**
 * What an operation does when nothing goes wrong: the measure for when something does.
 *
 * @param calls in their order, polls and all
 * @param state of the cloud afterwards
 */
record Faultless(List<Call> calls, String state) {
  static Faultless run(Operation operation, CloudUnderTest test) {
    try (Scene scene = operation.before(test)) {
      Outcomes.assertVerified(operation.run(scene));
      return new Faultless(scene.cloud().calls(), scene.cloud().state());
    }
  }
}
