package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What may call a function, so that every platform that knows such triggers takes it. */
public final class TriggerRules {
  /** What every platform can hand over without a wait, of an ordered queue too. */
  private static final int MOST_TOGETHER = 10;

  private TriggerRules() {}

  /** All that is wrong with a function's triggers, and with its types for them. */
  public static List<Problem> check(FunctionSpec function, String where) {
    List<Problem> problems = new ArrayList<>();
    Set<Class<?>> kinds = new HashSet<>();
    for (Trigger trigger : function.triggers()) {
      if (trigger instanceof Trigger.Http http) {
        problems.addAll(HttpRules.check(http, where));
      } else if (!kinds.add(trigger.getClass())) {
        String kind = "@" + trigger.getClass().getSimpleName();
        problems.add(Problem.of(where, kind + " twice", "make one function for each"));
      }
      BiConsumer<String, String> told = (what, hint) -> problems.add(Problem.of(where, what, hint));
      if (trigger instanceof Trigger.Schedule schedule) {
        ScheduleRules.check(schedule, told);
      } else if (trigger instanceof Trigger.Topic topic) {
        TopicRules.check(topic, told);
      } else if (trigger instanceof Trigger.Kafka kafka) {
        KafkaRules.check(kafka, told);
      } else if (trigger instanceof Trigger.Queue queue) {
        queue(queue, told);
      } else if (trigger instanceof Trigger.ObjectCreated objects) {
        NameRules.check("bucket", objects.bucket(), told);
      } else if (trigger instanceof Trigger.ObjectDeleted objects) {
        NameRules.check("bucket", objects.bucket(), told);
      } else if (trigger instanceof Trigger.RecordChanged records) {
        NameRules.check("table", records.table(), told);
      }
    }
    problems.addAll(types(function, where));
    return problems;
  }

  private static void queue(Trigger.Queue queue, BiConsumer<String, String> told) {
    NameRules.check("queue", queue.queue(), told);
    if (queue.batch() < 1 || queue.batch() > MOST_TOGETHER) {
      told.accept(
          "batch is " + queue.batch(), "1 to " + MOST_TOGETHER + ", as every platform can bring");
    }
  }

  private static List<Problem> types(FunctionSpec function, String where) {
    boolean http = function.triggers().stream().anyMatch(Trigger.Http.class::isInstance);
    boolean events = !function.triggers().stream().allMatch(Trigger.Http.class::isInstance);
    List<Problem> problems = new ArrayList<>();
    if (events && "dev.portolan.HttpRequest".equals(function.input())) {
      problems.add(
          Problem.of(
              where,
              "takes HttpRequest, but events call it" + (http ? " too" : ""),
              "take "
                  + (http ? "what both bring, such as a record" : "Event, Batch, Void or the data")
                  + ", or make another function for the requests"));
    }
    if (events && !http && "dev.portolan.HttpResponse".equals(function.output())) {
      problems.add(
          Problem.of(
              where,
              "answers HttpResponse, but only events call it: nobody reads that",
              "answer Void, or throw Retry or Reject; or give the function an @Http path"));
    }
    return problems;
  }
}
