package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.model.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an account may do with one thing, by a policy of that thing: read a secret, send to a topic,
 * take from a subscription, read the objects of a bucket, or store and remove them.
 *
 * <p>Of a bucket's roles these are the least that do: who may not list objects is not told that
 * there is none, but refused, so a reader has {@code roles/storage.objectViewer}; and of those that
 * store and remove only {@code roles/storage.legacyBucketWriter} does not give their content as
 * well. It does let one list the objects and look at the bucket, without its policy.
 *
 * @param text its name, the same in every run: {@code projects/P/secrets/S}, {@code
 *     projects/P/topics/T}, {@code projects/P/subscriptions/S}, {@code buckets/B/read} or {@code
 *     buckets/B/write}
 * @param name the thing's alone
 * @see <a href="https://cloud.google.com/storage/docs/access-control/iam-roles">roles of Cloud
 *     Storage</a>
 * @see <a href="https://cloud.google.com/pubsub/docs/access-control#roles">roles of Pub/Sub</a>
 */
public record Right(Kind kind, String text, String name) {
  /** What can be done with what. */
  public enum Kind {
    SECRET("roles/secretmanager.secretAccessor", "secret-", "secret ", "read"),
    TOPIC("roles/pubsub.publisher", "send-", "senders to topic ", "send to"),
    SUBSCRIPTION("roles/pubsub.subscriber", "take-", "takers from subscription ", "take from"),
    READ("roles/storage.objectViewer", "read-", "readers of bucket ", "read"),
    WRITE("roles/storage.legacyBucketWriter", "write-", "writers to bucket ", "store in");

    private final String role;
    private final String step;
    private final String holders;
    private final String may;

    Kind(String role, String step, String holders, String may) {
      this.role = role;
      this.step = step;
      this.holders = holders;
      this.may = may;
    }
  }

  /** What revisions note the rights in that they need, secrets' aside. */
  public static final String VARIABLE = "PORTOLAN_RIGHTS";

  private static final Pattern OF_PROJECT =
      Pattern.compile("projects/[^/]+/(secrets|topics|subscriptions)/([^/]+)");
  private static final Pattern OF_BUCKET = Pattern.compile("buckets/([^/]+)/(read|write)");

  /** What a function needs for what its class declares. */
  public static Right of(Use.Kind kind, String name, Place place) {
    return switch (kind) {
      case SEND -> ofTopic(name, place);
      case READ -> parse("buckets/" + name + "/read");
      case WRITE -> parse("buckets/" + name + "/write");
    };
  }

  public static Right ofTopic(String name, Place place) {
    return parse("projects/" + place.project() + "/topics/" + name);
  }

  public static Right ofSecret(String name, Place place) {
    return parse("projects/" + place.project() + "/secrets/" + name);
  }

  /** All that there can be of a bucket. */
  public static List<Right> ofBucket(String name) {
    return List.of(parse("buckets/" + name + "/read"), parse("buckets/" + name + "/write"));
  }

  /** The right of a name. */
  public static Right parse(String text) {
    return find(text).orElseThrow(() -> new IllegalArgumentException(text + " is no right"));
  }

  private static Optional<Right> find(String text) {
    Matcher project = OF_PROJECT.matcher(text);
    if (project.matches()) {
      Kind kind =
          switch (project.group(1)) {
            case "secrets" -> Kind.SECRET;
            case "topics" -> Kind.TOPIC;
            default -> Kind.SUBSCRIPTION;
          };
      return Optional.of(new Right(kind, text, project.group(2)));
    }
    Matcher bucket = OF_BUCKET.matcher(text);
    if (bucket.matches()) {
      Kind kind = bucket.group(2).equals("read") ? Kind.READ : Kind.WRITE;
      return Optional.of(new Right(kind, text, bucket.group(1)));
    }
    return Optional.empty();
  }

  /** Those that a revision's variables note; what is none of ours there is left aside. */
  public static SortedSet<String> noted(Map<String, String> environment) {
    SortedSet<String> noted = new TreeSet<>();
    for (String each : environment.getOrDefault(VARIABLE, "").split(",")) {
      find(each).ifPresent(right -> noted.add(right.text()));
    }
    return noted;
  }

  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  public boolean isTopic() {
    return kind == Kind.TOPIC;
  }

  public boolean isSubscription() {
    return kind == Kind.SUBSCRIPTION;
  }

  /** The thing, as the function's adapter finds it. */
  public String place() {
    return isSecret() || isTopic() || isSubscription() ? text : name;
  }

  public String role() {
    return kind.role;
  }

  /** Begins ids of steps. */
  public String step() {
    return kind.step + name;
  }

  /** Those who have it, for people; of a secret, the secret. */
  public String holders() {
    return kind.holders + name;
  }

  /** What one can do who has it. */
  public String may() {
    return kind.may;
  }

  /** Id of the step that makes the thing, where it may be made. */
  public Optional<String> making() {
    if (isSecret()) {
      return Optional.empty();
    }
    return Optional.of((isTopic() ? "topic-" : "bucket-") + name);
  }
}
