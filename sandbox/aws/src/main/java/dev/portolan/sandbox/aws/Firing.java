package dev.portolan.sandbox.aws;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.EventIds;
import dev.portolan.sandbox.Refusals;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.eventbridge.BusEvent;
import dev.portolan.sandbox.aws.eventbridge.Couriers;
import dev.portolan.sandbox.aws.events.Ended;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.polling.KafkaFiring;
import dev.portolan.sandbox.aws.polling.QueueFiring;
import dev.portolan.sandbox.aws.polling.TableFiring;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.s3.Buckets;
import dev.portolan.sandbox.aws.scheduler.Ticks;
import dev.portolan.sandbox.aws.sns.Publication;
import dev.portolan.sandbox.aws.sqs.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Has something happen, and tells what came of each delivery. What is delivered again is the same
 * event: "Lambda event source mappings process each event at least once, and duplicate processing
 * of records can occur", and asynchronous calls may come twice as well.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html">How
 *     Lambda processes records from stream and queue-based event sources</a>
 */
record Firing(
    StateStore state,
    BlobStore blobs,
    TimeSource time,
    ListenedPlane plane,
    Refusals refusals,
    Ticks ticks,
    QueueFiring queues,
    TableFiring tables,
    KafkaFiring kafka,
    Couriers couriers,
    Call topics,
    Call buckets) {

  /** Calls a function as another service does; why that did not end well. */
  @FunctionalInterface
  interface Call {
    Optional<String> call(String source, String function, byte[] payload);
  }

  /**
   * Waits until nobody tries any more to bring it to a function; a message of a queue, a change of
   * a table or a record of Kafka, which may come again for long, until it was brought.
   *
   * @throws DeployException for what is not embedded, and if no function listens
   */
  Happening.Result fire(Happening happening) {
    Supplier<List<Ended>> round = round(happening);
    List<Delivery> deliveries = new ArrayList<>();
    for (int turn = 1; turn <= happening.times(); turn++) {
      Refusals.Since since = refusals.since();
      List<Ended> all = round.get();
      if (all.isEmpty()) {
        throw happening.unheard("account");
      }
      boolean tick = happening.trigger() instanceof Trigger.Schedule;
      for (Ended each : all) {
        Delivery delivery = delivery(each).at(each.event(), turn);
        // nobody keeps a tick
        String place = tick ? "" : deadLetters(each);
        Set<String> ids = EventIds.of(each.id(), happening.events().get(each.event() - 1));
        deliveries.add(since.told(delivery, each.function(), ids, place));
      }
    }
    return new Happening.Result(deliveries);
  }

  private Supplier<List<Ended>> round(Happening happening) {
    Trigger trigger = happening.trigger();
    if (trigger instanceof Trigger.Schedule) {
      Supplier<List<Ended>> round = ticks.round(happening.marks());
      return () -> counted(round);
    } else if (trigger instanceof Trigger.Topic topic) {
      return BusEvents.isBus(happening.name())
          ? put(happening, topic)
          : published(happening, topic);
    } else if (trigger instanceof Trigger.Queue) {
      String queue =
          "arn:aws:sqs:"
              + EmbeddedAws.REGION
              + ":"
              + EmbeddedAws.ACCOUNT
              + ":"
              + Queues.name(happening.name());
      return queues.round(happening, queue);
    } else if (trigger instanceof Trigger.RecordChanged) {
      return tables.round(happening, EmbeddedAws.REGION);
    } else if (trigger instanceof Trigger.Kafka records) {
      return kafka.round(happening, records.topics().get(0));
    } else if (trigger.needs() == Feature.OBJECTS) {
      Map<String, byte[]> due = Uploads.due(happening, state, blobs, time.now());
      return () -> called(buckets, Buckets.arn(happening.name()), due, 1, "");
    }
    throw happening.notEmbedded("AWS", "schedules, topics, queues, buckets, tables and Kafka");
  }

  private Supplier<List<Ended>> published(Happening happening, Trigger.Topic asked) {
    String arn =
        "arn:aws:sns:" + EmbeddedAws.REGION + ":" + EmbeddedAws.ACCOUNT + ":" + happening.name();
    List<Publication> all =
        happening.each().stream()
            .map(each -> Publications.of(each, asked, arn, time.now()))
            .toList();
    return () -> {
      List<Ended> ended = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Map<String, byte[]> due =
            all.get(i)
                .due(
                    state
                        .read()
                        .path("regions")
                        .path(EmbeddedAws.REGION)
                        .path("sns")
                        .path("topics")
                        .path(arn));
        ended.addAll(called(topics, arn, due, i + 1, all.get(i).id()));
      }
      return ended;
    };
  }

  private Supplier<List<Ended>> put(Happening happening, Trigger.Topic asked) {
    List<BusEvent> all =
        happening.each().stream().map(each -> BusEvents.of(each, asked, time.now())).toList();
    return () -> {
      List<Ended> ended = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        String id = all.get(i).event().path("id").asText();
        for (var due : all.get(i).due(state.read())) {
          int before = plane.calls(due.function());
          Optional<String> why = couriers.bring(due);
          int calls = plane.calls(due.function()) - before;
          ended.add(new Ended(due.function(), due.function(), i + 1, id, calls, why));
        }
      }
      return ended;
    };
  }

  private List<Ended> called(
      Call call, String source, Map<String, byte[]> due, int event, String id) {
    List<Ended> ended = new ArrayList<>();
    due.forEach(
        (to, payload) -> {
          int before = plane.calls(to);
          Optional<String> why = call.call(source, to, payload);
          ended.add(new Ended(to, to, event, id, plane.calls(to) - before, why));
        });
    return ended;
  }

  /** With how often Lambda tried, which the schedule does not hear of. */
  private List<Ended> counted(Supplier<List<Ended>> round) {
    Map<String, Integer> before = plane.calls();
    return round.get().stream()
        .map(
            each -> {
              String function = each.function();
              int calls = plane.calls(function) - before.getOrDefault(function, 0);
              return new Ended(each.to(), function, 1, "", calls, each.why());
            })
        .toList();
  }

  private static Delivery delivery(Ended ended) {
    String why = ended.why().orElse("handled");
    Fate fate = Fate.FAILED;
    if (ended.why().isEmpty()) {
      fate = Fate.HANDLED;
    } else if (ended.undelivered()) {
      fate = Fate.UNDELIVERED;
    }
    return Delivery.of(ended.to(), fate, ended.attempts(), why);
  }

  /** Where a function's adapter sends what it refuses; empty for nowhere. */
  private String deadLetters(Ended ended) {
    try {
      String place =
          RunSpecs.byArn(state.read(), ended.function(), time.now())
              .environment()
              .getOrDefault(DeadLetterVariable.NAME, "");
      return place.isEmpty() ? "" : "queue " + place.replaceFirst(".*/", "");
    } catch (AwsRefusal goneMeanwhile) {
      return "";
    }
  }
}
