package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.EventFilter;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.config.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What events come from, and what functions send to, read and store in: topics, buckets, a
 * database. They are everybody's, so they bear no owner and are never deleted; topics and buckets
 * are made where a setting says so.
 */
public final class SourceSteps {
  private final StepList list;
  private final SourceCalls calls;
  private final Sources sources;

  public SourceSteps(StepList list, SourceCalls calls, Sources sources) {
    this.list = list;
    this.calls = calls;
    this.sources = sources;
  }

  /** Tells what is not there, and adds the steps that make what may be made. */
  public void check(
      Collection<Subscription> wanted,
      boolean createTopics,
      boolean createBuckets,
      Obstacles obstacles)
      throws Exception {
    for (String name : topics(wanted)) {
      if (!calls.hasTopic(name)) {
        missing("topic", Place.last(name), "createTopics", createTopics, obstacles)
            .ifPresent(lane -> make(lane, "topic", name));
      }
    }
    for (var each : sources.buckets().entrySet()) {
      if (each.getValue().isEmpty() && !sources.unseen().contains("bucket " + each.getKey())) {
        missing("bucket", each.getKey(), "createBuckets", createBuckets, obstacles)
            .ifPresent(lane -> make(lane, "bucket", each.getKey()));
      }
    }
    for (String name : sources.strange()) {
      strange(name, obstacles);
    }
    database(obstacles);
    for (String what : sources.unseen()) {
      obstacles.problem(
          Kind.PERMISSION_DENIED,
          what,
          "you may not look at it, or it is another project's",
          "have roles/storage.bucketViewer and roles/datastore.viewer, or name another with"
              + " portolan.gcp.names");
    }
  }

  private void strange(String bucket, Obstacles obstacles) {
    obstacles.problem(
        Kind.NOT_OWNED,
        "bucket " + bucket,
        "is not known to be of project "
            + calls.place().project()
            + ", and whoever has it would have what is stored",
        "name one of the project with portolan.gcp.names, and let its number be told: enable"
            + " cloudresourcemanager.googleapis.com, and have roles/browser");
  }

  /** The topics, in full: one may have been deleted under a trigger that stands. */
  private SortedSet<String> topics(Collection<Subscription> wanted) {
    SortedSet<String> topics = new TreeSet<>(sources.topics());
    for (Subscription each : wanted) {
      if (each instanceof EventTrigger trigger) {
        trigger.topicName().ifPresent(topics::add);
      }
    }
    return topics;
  }

  private Optional<StepList.Lane> missing(
      String kind, String id, String setting, boolean create, Obstacles obstacles) {
    if (create) {
      return Optional.of(list.lane(Optional.empty(), kind + ":" + id));
    }
    String project = calls.place().project();
    obstacles.problem(
        Kind.NOT_FOUND,
        kind + " " + id,
        "is not in project " + project,
        "run '"
            + (kind.equals("topic")
                ? "gcloud pubsub topics create " + id
                : "gcloud storage buckets create gs://" + id + " --location " + region())
            + " --project "
            + project
            + "', or set portolan.gcp."
            + setting
            + "=true");
    return Optional.empty();
  }

  private String region() {
    return calls.place().region();
  }

  private void make(StepList.Lane lane, String kind, String name) {
    String id = Place.last(name);
    String setting = kind.equals("topic") ? "createTopics" : "createBuckets";
    lane.add(
        Phase.STAGE,
        Change.CREATE,
        kind + "-" + id,
        kind + " " + id,
        "there is none, and portolan.gcp." + setting + " is true",
        List.of(),
        run -> {
          if (kind.equals("topic")) {
            topic(name);
          } else {
            bucket(name);
          }
        });
  }

  private void topic(String name) throws Exception {
    if (!calls.hasTopic(name)) {
      calls.createTopic(name);
    }
  }

  /** One that came meanwhile need not be ours. */
  private void bucket(String name) throws Exception {
    Optional<Bucket> found = calls.bucket(name);
    if (found.isEmpty()) {
      calls.createBucket(name);
    } else if (!calls.projectNumber().equals(Optional.of(found.get().project()))) {
      Obstacles obstacles = new Obstacles();
      strange(name, obstacles);
      obstacles.refuse();
    }
  }

  private void database(Obstacles obstacles) {
    String where = "database " + sources.databaseName();
    if (!sources.takesRecords() || sources.unseen().contains(where)) {
      return;
    }
    if (sources.database().isEmpty()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          where,
          "is not in project " + calls.place().project(),
          "run 'gcloud firestore databases create --database \"%s\" --location %s --project %s', or"
                  .formatted(sources.databaseName(), region(), calls.place().project())
              + " name another as portolan.gcp.database");
    } else if (!sources.database().get().ofDocuments()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          where,
          "is in Datastore mode, which has entities and no documents",
          "name one in native mode as portolan.gcp.database");
    }
  }

  /** The ids of the steps that make what a trigger takes from. */
  static List<String> before(EventTrigger trigger) {
    List<String> ids = new ArrayList<>();
    trigger.topicName().ifPresent(name -> ids.add("topic-" + Place.last(name)));
    for (EventFilter each : trigger.trigger().getEventFiltersList()) {
      if (each.getAttribute().equals("bucket")) {
        ids.add("bucket-" + each.getValue());
      }
    }
    return ids;
  }
}
