package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.model.Use;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an account may do with one thing, by a policy of that thing: read a secret, send to a topic,
 * read the objects of a bucket, or store and remove them.
 *
 * <p>Of a bucket's roles these are the least that do: who may not list objects is not told that
 * there is none, but refused, so a reader has {@code roles/storage.objectViewer}; and of those that
 * store and remove only {@code roles/storage.legacyBucketWriter} does not read as well.
 *
 * @param text its name, the same in every run: {@code projects/P/secrets/S}, {@code
 *     projects/P/topics/T}, {@code buckets/B/read} or {@code buckets/B/write}
 * @see <a href="https://cloud.google.com/storage/docs/access-control/iam-roles">roles of Cloud
 *     Storage</a>
 * @see <a href="https://cloud.google.com/pubsub/docs/access-control#roles">roles of Pub/Sub</a>
 */
public record Right(String text) {
  /** What revisions note the rights in that they need, secrets' aside. */
  public static final String VARIABLE = "PORTOLAN_RIGHTS";

  private static final String BUCKETS = "buckets/";
  private static final String READ = "/read";
  private static final String WRITE = "/write";

  /** What a function needs for what its class declares. */
  public static Right of(Use.Kind kind, String name, Place place) {
    return switch (kind) {
      case SEND -> ofTopic(name, place);
      case READ -> new Right(BUCKETS + name + READ);
      case WRITE -> new Right(BUCKETS + name + WRITE);
    };
  }

  public static Right ofTopic(String name, Place place) {
    return new Right("projects/" + place.project() + "/topics/" + name);
  }

  public static Right ofSecret(String name, Place place) {
    return new Right("projects/" + place.project() + "/secrets/" + name);
  }

  /** All that there can be of a bucket. */
  public static List<Right> ofBucket(String name) {
    return List.of(new Right(BUCKETS + name + READ), new Right(BUCKETS + name + WRITE));
  }

  /** Those that a revision's variables note. */
  public static SortedSet<String> noted(Map<String, String> environment) {
    String all = environment.getOrDefault(VARIABLE, "");
    return new TreeSet<>(all.isEmpty() ? List.of() : Arrays.asList(all.split(",")));
  }

  public boolean isSecret() {
    return text.contains("/secrets/");
  }

  public boolean isTopic() {
    return text.contains("/topics/");
  }

  private boolean isRead() {
    return text.endsWith(READ);
  }

  /** The name of the thing alone. */
  public String name() {
    return isSecret() || isTopic()
        ? Place.last(text)
        : text.substring(BUCKETS.length(), text.lastIndexOf('/'));
  }

  /** The thing, as the function's adapter finds it. */
  public String place() {
    return isSecret() || isTopic() ? text : name();
  }

  public String role() {
    if (isSecret()) {
      return "roles/secretmanager.secretAccessor";
    } else if (isTopic()) {
      return "roles/pubsub.publisher";
    }
    return isRead() ? "roles/storage.objectViewer" : "roles/storage.legacyBucketWriter";
  }

  /** Begins ids of steps. */
  public String step() {
    if (isSecret()) {
      return "secret-" + name();
    } else if (isTopic()) {
      return "send-" + name();
    }
    return (isRead() ? "read-" : "write-") + name();
  }

  /** Those who have it, for people; of a secret, the secret. */
  public String holders() {
    if (isSecret()) {
      return "secret " + name();
    } else if (isTopic()) {
      return "senders to topic " + name();
    }
    return (isRead() ? "readers of bucket " : "writers to bucket ") + name();
  }

  /** What one can do who has it. */
  public String may() {
    return isSecret() || !isTopic() && isRead() ? "read" : isTopic() ? "send to" : "store in";
  }

  /** Id of the step that makes the thing, where it may be made. */
  public Optional<String> making() {
    if (isSecret()) {
      return Optional.empty();
    }
    return Optional.of((isTopic() ? "topic-" : "bucket-") + name());
  }
}
