package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Revision;
import java.util.Optional;

/** Reads the conditions that Cloud Run's things tell their state by. */
final class Conditions {
  private Conditions() {}

  static boolean ready(Revision revision) {
    return condition(revision)
        .filter(each -> each.getState() == Condition.State.CONDITION_SUCCEEDED)
        .isPresent();
  }

  static boolean failed(Revision revision) {
    return condition(revision)
        .filter(each -> each.getState() == Condition.State.CONDITION_FAILED)
        .isPresent();
  }

  static String text(Revision revision) {
    return condition(revision).map(Conditions::text).orElse("no reason told");
  }

  static String text(Condition condition) {
    return condition.getMessage().isEmpty()
        ? condition.getType() + " is " + condition.getState()
        : condition.getMessage();
  }

  private static Optional<Condition> condition(Revision revision) {
    return revision.getConditionsList().stream()
        .filter(each -> each.getType().equals("Ready"))
        .findFirst();
  }
}
