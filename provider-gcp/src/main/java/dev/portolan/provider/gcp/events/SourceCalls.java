package dev.portolan.provider.gcp.events;

import com.google.api.services.pubsub.model.ListTopicSubscriptionsResponse;
import com.google.api.services.pubsub.model.Topic;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.JsonCalls;
import dev.portolan.provider.gcp.wire.OwnProject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What events come from, topics, buckets and databases: one method a call. */
public record SourceCalls(GoogleClients clients, Tally tally, Place place, OwnProject project) {
  private static final String STORAGE = "storage.googleapis.com";
  private static final String FIRESTORE = "firestore.googleapis.com";

  boolean hasTopic(String name) throws Exception {
    return find(() -> clients.pubsub().projects().topics().get(name).execute()).isPresent();
  }

  /** Whether a topic has a subscription: what is published to one without any is lost. */
  boolean hasTaker(String topic) throws Exception {
    return find(() -> clients.pubsub().projects().topics().subscriptions().list(topic).execute())
        .map(ListTopicSubscriptionsResponse::getSubscriptions)
        .filter(all -> !all.isEmpty())
        .isPresent();
  }

  void createTopic(String name) throws Exception {
    tally.mutation(() -> clients.pubsub().projects().topics().create(name, new Topic()).execute());
  }

  /** A bucket, of whichever project; empty if there is none of that name in the world. */
  Optional<Bucket> bucket(String name) throws Exception {
    return find(() ->
            storage().get("/storage/v1/b/" + name + "?fields=name,location,projectNumber"))
        .map(found -> Bucket.of(name, found.get("location"), found.get("projectNumber")));
  }

  /** The number of our project, by which a bucket says whose it is; empty where we may not know. */
  Optional<String> projectNumber() throws Exception {
    return project.number();
  }

  /** Makes a bucket in our region, whose objects nobody can make public. */
  void createBucket(String name) throws Exception {
    Map<String, Object> wanted =
        Map.of(
            "name",
            name,
            "location",
            place.region(),
            "iamConfiguration",
            Map.of(
                "uniformBucketLevelAccess",
                Map.of("enabled", true),
                "publicAccessPrevention",
                "enforced"));
    tally.mutation(() -> storage().post("/storage/v1/b?project=" + place.project(), wanted));
  }

  /**
   * E-mail of the account by which Cloud Storage publishes what happens in the project's buckets.
   *
   * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/projects/serviceAccount/get">
   *     the call, which makes the account as well</a>
   */
  Optional<String> storageAgent() throws Exception {
    return find(() -> storage().get("/storage/v1/projects/" + place.project() + "/serviceAccount"))
        .map(found -> String.valueOf(found.get("email_address")));
  }

  /** A database of the project; empty if there is none. */
  Optional<Database> database(String name) throws Exception {
    String path = "/v1/projects/" + place.project() + "/databases/" + name;
    return find(() -> clients.json(FIRESTORE).get(path))
        .map(found -> Database.of(found.get("locationId"), found.get("type")));
  }

  private JsonCalls storage() {
    return clients.json(STORAGE);
  }

  private <T> Optional<T> find(Callable<T> call) throws Exception {
    return tally.read(() -> Found.orIfDisabled(() -> Found.of(call), Optional.empty()));
  }
}
