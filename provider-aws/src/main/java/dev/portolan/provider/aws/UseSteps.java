package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.StepList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps that make what a function calls by itself, where a setting says so. It is everybody's,
 * so it is never deleted with a function.
 */
record UseSteps(QueueSteps queues, ObjectSteps objects) {
  /** Missing ones, after those that functions take from: these are made as they need them. */
  void stage(StepList list, Wanted wanted, Seen all) {
    for (WantedUses.UsedQueue queue : wanted.uses().queues()) {
      if (!all.uses().queues().contains(queue.name())) {
        queues.make(list, queue.name(), Map.of());
      }
    }
    for (WantedUses.UsedBucket bucket : wanted.uses().buckets()) {
      all.uses()
          .bucket(bucket.name())
          .filter(seen -> seen.access() == SeenBucket.Access.MISSING)
          .ifPresent(seen -> objects.make(list, bucket.name()));
    }
  }

  /** What a person should know whose own role the function has. */
  void notes(Wanted wanted, Seen all, List<String> notes) {
    Set<String> now = all.function().map(SeenFunction::deeds).orElse(new TreeSet<>());
    if (wanted.ownRole() || now.containsAll(WantedUses.deeds(wanted.uses().environment()))) {
      return;
    }
    List<String> rights = new ArrayList<>();
    for (JsonNode statement : wanted.uses().statements(objects.place())) {
      String actions = String.join(" and ", Policies.actions(statement));
      rights.add(actions + " on " + statement.path("Resource").asText());
    }
    notes.add(
        "the role "
            + wanted.config().role()
            + " must be allowed to "
            + String.join(", ", rights)
            + ": function "
            + wanted.name()
            + " calls them");
  }
}
