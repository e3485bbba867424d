package dev.portolan.deploy;

import dev.portolan.deploy.describe.NameRules;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says which queues cannot keep what functions refuse or fail for good. */
final class DeadLetterCheck {
  private final List<FunctionSpec> functions;
  private final List<Problem> problems = new ArrayList<>();

  private DeadLetterCheck(List<FunctionSpec> functions) {
    this.functions = functions;
  }

  static List<Problem> of(List<FunctionSpec> functions) {
    DeadLetterCheck check = new DeadLetterCheck(functions);
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
    Set<String> way = way(queue);
    if (way.stream().anyMatch(function::takesFrom)) {
      problems.add(
          Problem.of(
              where,
              "what the function refuses comes to it again, by way of " + String.join(", ", way),
              "name another queue"));
    }
  }

  /** The queues that a dead letter can get to, if all functions that take it refuse it. */
  private Set<String> way(String first) {
    Set<String> way = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(first));
    while (!next.isEmpty()) {
      String queue = next.remove();
      if (way.add(queue)) {
        functions.stream()
            .filter(each -> each.takesFrom(queue))
            .forEach(each -> each.deadLetter().ifPresent(next::add));
      }
    }
    return way;
  }
}
