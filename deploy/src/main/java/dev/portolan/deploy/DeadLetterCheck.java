package dev.portolan.deploy;

import dev.portolan.deploy.describe.NameRules;
import dev.portolan.deploy.driver.DeadLetterWays;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says which queues cannot keep what functions refuse or fail for good. */
final class DeadLetterCheck {
  private final DeadLetterWays ways;
  private final List<Problem> problems = new ArrayList<>();

  private DeadLetterCheck(DeadLetterWays ways) {
    this.ways = ways;
  }

  static List<Problem> of(List<FunctionSpec> functions) {
    DeadLetterCheck check = new DeadLetterCheck(DeadLetterWays.of(functions));
    for (FunctionSpec function : functions) {
      function.deadLetter().ifPresent(queue -> check.check(function, queue));
    }
    return check.problems;
  }

  private void check(FunctionSpec function, String queue) {
    String where = function.name() + ".deadLetter";
    NameRules.check("queue", queue, (what, hint) -> problems.add(Problem.of(where, what, hint)));
    if (!function.isSentEvents()) {
      problems.add(
          Problem.of(
              where,
              "no topic, queue, bucket, table or Kafka sends the function events",
              "leave it out"));
    }
    Set<String> way = ways.back(function);
    if (!way.isEmpty()) {
      problems.add(
          Problem.of(
              where,
              "what the function refuses comes to it again, by way of " + String.join(", ", way),
              "name another queue"));
    }
  }
}
