package dev.portolan.deploy;

import dev.portolan.deploy.describe.NameRules;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Says which queues cannot keep what functions refuse or fail for good. */
final class DeadLetterCheck {
  private DeadLetterCheck() {}

  static List<Problem> of(List<FunctionSpec> functions) {
    List<Problem> problems = new ArrayList<>();
    for (FunctionSpec function : functions) {
      function.deadLetter().ifPresent(queue -> check(function, queue, problems));
    }
    return problems;
  }

  private static void check(FunctionSpec function, String queue, List<Problem> problems) {
    String where = function.name() + ".deadLetter";
    NameRules.check("queue", queue, (what, hint) -> problems.add(Problem.of(where, what, hint)));
    if (!function.isSentEvents()) {
      problems.add(
          Problem.of(
              where,
              "no topic, queue, bucket, table or Kafka sends the function events",
              "leave it out"));
    }
    boolean own =
        function.triggers().stream()
            .anyMatch(each -> each instanceof Trigger.Queue from && from.queue().equals(queue));
    if (own) {
      problems.add(
          Problem.of(
              where,
              "the function takes from '" + queue + "' itself, so what it refuses would come again",
              "name another queue"));
    }
  }
}
