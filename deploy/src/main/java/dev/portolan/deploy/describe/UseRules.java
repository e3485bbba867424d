package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a function may send to, read and store in, so that every platform can have it. */
final class UseRules {
  private UseRules() {}

  /** All that is wrong with what a function calls by itself. */
  static List<Problem> check(FunctionSpec function, String where) {
    List<Problem> problems = new ArrayList<>();
    Set<Use> seen = new HashSet<>();
    for (Use use : function.uses()) {
      String thing = use.kind().thing();
      NameRules.check(
          thing, use.name(), (what, hint) -> problems.add(Problem.of(where, what, hint)));
      if (!seen.add(use)) {
        String twice = "the " + thing + " '" + use.name() + "' twice in one annotation";
        problems.add(Problem.of(where, twice, "name it once"));
      }
    }
    return problems;
  }

  /** What costs money for ever, unless the function itself stops it. */
  static List<Problem> loops(FunctionSpec function, String where) {
    List<String> written = function.uses(Use.Kind.WRITE);
    List<String> sent = function.uses(Use.Kind.SEND);
    List<Problem> loops = new ArrayList<>();
    for (Trigger trigger : function.triggers()) {
      if (trigger instanceof Trigger.ObjectCreated created && written.contains(created.bucket())) {
        loops.add(
            Problem.of(
                where,
                "stores into the bucket '"
                    + created.bucket()
                    + "', which calls it again for each object",
                "store into another bucket, or leave at once what it stored itself"));
      } else if (trigger instanceof Trigger.ObjectDeleted deleted
          && written.contains(deleted.bucket())) {
        loops.add(
            Problem.of(
                where,
                "may remove objects of the bucket '"
                    + deleted.bucket()
                    + "', which calls it again for each",
                "remove from another bucket, or nothing"));
      } else if (trigger instanceof Trigger.Queue queue && sent.contains(queue.queue())) {
        loops.add(
            Problem.of(
                where,
                "sends to the queue '" + queue.queue() + "', which calls it again for each message",
                "send to another queue, or count in the message how often it went round"));
      }
    }
    return loops;
  }
}
