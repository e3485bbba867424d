package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.Destination;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.Pubsub;
import com.google.cloud.eventarc.v1.Transport;
import com.google.cloud.scheduler.v1.HttpMethod;
import com.google.cloud.scheduler.v1.HttpTarget;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.OidcToken;
import com.google.cloud.scheduler.v1.RetryConfig;
import com.google.protobuf.Duration;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.identity.Mark;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lowers a function's event triggers: a topic and a queue to an Eventarc trigger on the Pub/Sub
 * topic of its name, a bucket and a table to one for the events of Cloud Storage and of Firestore,
 * a schedule to a Cloud Scheduler job. All deliver to the function's service, whichever revision
 * serves.
 *
 * <p>Eventarc has no filter on a message's attributes, so the adapter picks out the types from the
 * descriptor that travels with it. A digest of what the deployer asked for, the types among it,
 * stands in a label, so that other types are a change that a plan sees; and it tells what was asked
 * for anew from what somebody changed by hand.
 *
 * <p>All call as the function's account, which needs {@code roles/run.invoker} on the service. For
 * events of Cloud Storage and of Firestore it needs {@code roles/eventarc.eventReceiver} in the
 * project, too.
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/functions/roles-permissions">Eventarc's
 *     roles</a>
 * @see <a href="https://cloud.google.com/scheduler/docs/http-target-auth">Cloud Scheduler's</a>
 */
public final class Subscriptions {
  /** Digest of all that was asked for, with the types that the function takes. */
  static final String CONFIGURATION = "portolan-configuration";

  /** Says that we told the subscription where to forward what fails. */
  static final String FORWARDS = "portolan-dead-letters";

  private static final int DIGITS = 16;

  /** "The deadline must be in the interval [15 seconds, 30 minutes]". */
  private static final long LEAST_DEADLINE = 15;

  /** "The minimum deadline you can specify is 10 seconds. The maximum is 600 seconds". */
  private static final long LEAST_ACKNOWLEDGE = 10;

  private static final long MOST_ACKNOWLEDGE = 600;

  /** What Cloud Scheduler does if it is not told, and what it then gives back. */
  private static final RetryConfig RETRY =
      RetryConfig.newBuilder()
          .setMinBackoffDuration(Duration.newBuilder().setSeconds(5))
          .setMaxBackoffDuration(Duration.newBuilder().setSeconds(3600))
          .setMaxDoublings(5)
          .build();

  private final Wanted function;
  private final Place place;
  private final Sources sources;

  private Subscriptions(Wanted function, Place place, Sources sources) {
    this.function = function;
    this.place = place;
    this.sources = sources;
  }

  /**
   * What a function's triggers ask for, in their order.
   *
   * @param sources where its buckets and its database are
   */
  public static List<Subscription> of(Wanted function, Place place, Sources sources) {
    Subscriptions lowering = new Subscriptions(function, place, sources);
    List<Subscription> all = new ArrayList<>();
    for (Trigger trigger : function.spec().triggers()) {
      if (trigger instanceof Trigger.Topic topic) {
        all.add(lowering.topic(topic));
      } else if (trigger instanceof Trigger.Queue queue) {
        all.add(lowering.queue(queue));
      } else if (trigger instanceof Trigger.ObjectCreated objects) {
        all.add(lowering.objects(objects.bucket(), EventTypes.STORED, "what is stored in"));
      } else if (trigger instanceof Trigger.ObjectDeleted objects) {
        all.add(lowering.objects(objects.bucket(), EventTypes.REMOVED, "what is removed from"));
      } else if (trigger instanceof Trigger.RecordChanged records) {
        all.add(lowering.records(records.table()));
      } else if (trigger instanceof Trigger.Schedule schedule) {
        all.add(lowering.schedule(schedule));
      }
    }
    return all;
  }

  private EventTrigger topic(Trigger.Topic topic) {
    var trigger =
        trigger(place.region(), named(topic.topic()), type(EventTypes.PUBLISHED))
            .setTransport(transport(topic.topic()));
    return sealed(
        "topic " + topic.topic(),
        trigger,
        delivery(),
        topic.topic(),
        new TreeSet<>(topic.types()).toString());
  }

  /** A trigger whose name is the queue's: a second taker finds it there, whoever made it. */
  private EventTrigger queue(Trigger.Queue queue) {
    var trigger =
        trigger(place.region(), QueueName.of(queue.queue()), type(EventTypes.PUBLISHED))
            .setTransport(transport(queue.queue()));
    return sealed("queue " + queue.queue(), trigger, delivery().ofQueue(), queue.queue());
  }

  private EventTrigger objects(String bucket, String type, String what) {
    String location = sources.ofBucket(bucket);
    var trigger =
        trigger(
            location, named(type + " " + bucket, location), type(type), filter("bucket", bucket));
    return sealed(what + " bucket " + bucket, trigger, delivery(), type, bucket);
  }

  /**
   * A trigger for all that happens to a collection's documents: {@code written} is "triggered when
   * a document is created, updated or deleted", and its data tells which.
   *
   * @see <a href="https://cloud.google.com/firestore/docs/eventarc">the types</a>
   */
  private EventTrigger records(String collection) {
    String database = sources.databaseName();
    String location = sources.ofDatabase();
    var trigger =
        trigger(
                location,
                named(EventTypes.WRITTEN + " " + database + " " + collection, location),
                type(EventTypes.WRITTEN),
                filter("database", database),
                filter("document", collection + "/{id}").toBuilder()
                    .setOperator("match-path-pattern")
                    .build())
            .setEventDataContentType("application/protobuf");
    return sealed("collection " + collection, trigger, delivery(), database, collection);
  }

  /**
   * The name of a trigger. A hash of its source ends it, since a trigger cannot be given another
   * one: so the next trigger is there before the last one goes, and no event is missed.
   */
  private String named(String source) {
    return function.service() + "-" + PhysicalName.hash(source);
  }

  /** The same, of one that may stand in another place, beside that of another region's function. */
  private String named(String source, String location) {
    return named(location.equals(place.region()) ? source : source + " to " + place.region());
  }

  private com.google.cloud.eventarc.v1.Trigger.Builder trigger(
      String location, String id, EventFilter... filters) {
    return com.google.cloud.eventarc.v1.Trigger.newBuilder()
        .setName("projects/" + place.project() + "/locations/" + location + "/triggers/" + id)
        .addAllEventFilters(List.of(filters))
        .setServiceAccount(function.account())
        .setDestination(
            Destination.newBuilder()
                .setCloudRun(
                    CloudRun.newBuilder()
                        .setService(function.service())
                        .setRegion(place.region())));
  }

  private Transport.Builder transport(String topic) {
    return Transport.newBuilder()
        .setPubsub(
            Pubsub.newBuilder().setTopic("projects/" + place.project() + "/topics/" + topic));
  }

  private static EventFilter type(String type) {
    return filter("type", type);
  }

  private static EventFilter filter(String attribute, String value) {
    return EventFilter.newBuilder().setAttribute(attribute).setValue(value).build();
  }

  private Delivery delivery() {
    return Delivery.of(
        deadline(),
        function
            .deadLetters()
            .map(topic -> new Forward(topic, function.settings().deliveryAttempts())));
  }

  private int deadline() {
    long timeout = function.spec().sizing().timeout().toSeconds();
    return (int) Math.max(LEAST_ACKNOWLEDGE, Math.min(timeout, MOST_ACKNOWLEDGE));
  }

  private EventTrigger sealed(
      String source,
      com.google.cloud.eventarc.v1.Trigger.Builder trigger,
      Delivery delivery,
      String... asked) {
    SortedMap<String, String> labels = new TreeMap<>(function.labels());
    List<String> all = new ArrayList<>(List.of(asked));
    all.add(delivery.deadline() + " s");
    delivery
        .forward()
        .ifPresent(
            forward -> {
              all.add(forward.topic() + " " + forward.attempts());
              labels.put(FORWARDS, "forwarded");
            });
    labels.put(CONFIGURATION, digest(all.toArray(String[]::new)));
    return new EventTrigger(
        function.name(), source, trigger.putAllLabels(labels).build(), delivery);
  }

  /**
   * A job. Its headers make its call an event; Cloud Scheduler adds {@code
   * X-CloudScheduler-JobName} and {@code X-CloudScheduler-ScheduleTime}, which tell one tick from
   * another. Neither may be set, nor {@code Host}, {@code Content-Length} and {@code User-Agent}.
   *
   * @see <a
   *     href="https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs">
   *     Job</a>
   */
  private ScheduledJob schedule(Trigger.Schedule schedule) {
    long deadline = Math.max(LEAST_DEADLINE, function.spec().sizing().timeout().toSeconds());
    HttpTarget target =
        HttpTarget.newBuilder()
            .setHttpMethod(HttpMethod.POST)
            .putAllHeaders(
                Map.of(
                    "ce-specversion",
                    "1.0",
                    "ce-type",
                    "google.cloud.scheduler.job.v1.executed",
                    "ce-source",
                    "//cloudscheduler.googleapis.com/" + job(),
                    "ce-id",
                    function.service()))
            .setOidcToken(OidcToken.newBuilder().setServiceAccountEmail(function.account()))
            .build();
    Job asked =
        Job.newBuilder()
            .setName(job())
            .setSchedule(UnixCron.of(schedule.cron()))
            .setTimeZone(schedule.timezone())
            .setAttemptDeadline(Duration.newBuilder().setSeconds(deadline))
            .setRetryConfig(RETRY.toBuilder().setRetryCount(function.settings().retries()))
            .build();
    Mark mark =
        Mark.of(function.owner(), function.name(), place)
            .withConfiguration(
                digest(
                    asked.getSchedule(),
                    asked.getTimeZone(),
                    deadline + " " + function.settings().retries()));
    return new ScheduledJob(
        function.name(),
        asked.toBuilder().setHttpTarget(target).setDescription(mark.text()).build());
  }

  private String digest(String... asked) {
    String all =
        String.join("\n", function.service(), function.account(), String.join("\n", asked));
    return PhysicalName.sha256(all).substring(0, DIGITS);
  }

  private String job() {
    return place.parent() + "/jobs/" + function.service();
  }
}
