package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.DeadLetterWays;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What things may be called that events come from and functions use, and who may take from them.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names">topics</a>
 * @see <a href="https://cloud.google.com/storage/docs/buckets#naming">buckets</a>
 * @see <a
 *     href="https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields">
 *     collections</a>
 */
final class NameCheck {
  private static final String TOPIC = "(?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254}";
  private static final String BUCKET = "(?!goog)[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]";

  /** Of those that a path pattern takes as they are. */
  private static final String COLLECTION = "(?!\\.{1,2}$|__.*__$)[A-Za-z0-9._~-]{1,500}";

  private final Settings given;
  private final List<Problem> problems;
  private final SortedMap<String, String> takers = new TreeMap<>();

  private NameCheck(Settings given, List<Problem> problems) {
    this.given = given;
    this.problems = problems;
  }

  static void check(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    problems.addAll(Names.of(given).strays(GcpSettings.PROVIDER, functions));
    NameCheck check = new NameCheck(given, problems);
    for (FunctionSpec each : functions) {
      each.triggers().forEach(check::name);
      each.uses(Use.Kind.SEND).forEach(name -> check.name(name, "topic", TOPIC));
      each.uses(Use.Kind.READ).forEach(name -> check.name(name, "bucket", BUCKET));
      each.uses(Use.Kind.WRITE).forEach(name -> check.name(name, "bucket", BUCKET));
      each.deadLetter().ifPresent(name -> check.name(name, "topic", TOPIC));
      check.takes(Called.of(each, given).function());
    }
    problems.addAll(
        new DeadLetterWays(functions, NameCheck::taken, Names.of(given)::of)
            .hidden(GcpSettings.PROVIDER));
  }

  private void name(Trigger trigger) {
    if (trigger instanceof Trigger.Topic topic) {
      name(topic.topic(), "topic", TOPIC);
    } else if (trigger instanceof Trigger.Queue queue) {
      name(queue.queue(), "topic", TOPIC);
    } else if (trigger instanceof Trigger.ObjectCreated objects) {
      name(objects.bucket(), "bucket", BUCKET);
    } else if (trigger instanceof Trigger.ObjectDeleted objects) {
      name(objects.bucket(), "bucket", BUCKET);
    } else if (trigger instanceof Trigger.RecordChanged records) {
      name(records.table(), "collection at the root of the database", COLLECTION);
    }
  }

  private void name(String name, String thing, String pattern) {
    String here = Names.of(given).of(name);
    Problem problem =
        Problem.of(
            SettingReader.name(GcpSettings.PROVIDER, "names." + name),
            "'" + here + "' cannot be the name of a " + thing,
            "write its own name alone, without the project");
    if (!here.equals(name) && !here.matches(pattern) && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** A queue is a topic here, and so dead letters can come back by one. */
  private static Stream<String> taken(FunctionSpec function) {
    return function.triggers().stream()
        .filter(each -> each instanceof Trigger.Topic || each instanceof Trigger.Queue)
        .flatMap(each -> each.resource().stream());
  }

  /** A message of a queue goes to one taker, and one of a topic to all. */
  private void takes(FunctionSpec function) {
    for (Trigger trigger : function.triggers()) {
      if (trigger instanceof Trigger.Queue queue) {
        String other = takers.putIfAbsent(queue.queue(), function.name());
        if (other != null) {
          problems.add(
              Problem.of(
                  function.name() + ": queue " + queue.queue(),
                  other + " takes from it too, and at Google a queue has one taker",
                  "let one of both take from another queue, or both from a topic, with @Topic"));
        }
        for (Trigger each : function.triggers()) {
          if (each instanceof Trigger.Topic topic && topic.topic().equals(queue.queue())) {
            problems.add(
                Problem.of(
                    function.name() + ": queue " + queue.queue(),
                    "is also the topic that it takes from",
                    "leave one of both out: each message would come twice"));
          }
        }
      }
    }
  }
}
