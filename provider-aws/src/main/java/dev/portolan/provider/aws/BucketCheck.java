package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;

/**
 * Holds the buckets that functions name against what they must be, while planning.
 *
 * @param ours ids of the entries that the plan itself may change
 * @param left names of our functions that are no longer in the project, and stay
 */
record BucketCheck(Place place, boolean create, Predicate<String> ours, List<String> left) {
  private static final String OTHER = "name another with portolan.aws.names.<name>";

  /** What is wrong with a bucket, and what to do about it. */
  private record Obstacle(Kind kind, String what, String hint) {}

  /** Refuses with all that is wrong, of whichever function. */
  void check(List<Wanted> all, Map<String, Seen> seen) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Wanted wanted : all) {
      for (WantedObjects objects : wanted.events().objects()) {
        seen.get(wanted.name()).events().buckets().stream()
            .filter(bucket -> bucket.name().equals(objects.bucket()))
            .forEach(bucket -> check(objects, bucket, obstacles));
      }
      seen.get(wanted.name()).uses().buckets().forEach(bucket -> used(bucket, obstacles));
    }
    if (!obstacles.isEmpty()) {
      throw DeployException.of(
          obstacles.get(0).kind(),
          String.join("; ", obstacles.stream().map(Obstacle::what).distinct().toList()),
          obstacles.get(0).hint());
    }
  }

  /** One that a function calls by itself. */
  private void used(SeenBucket seen, List<Obstacle> obstacles) {
    String bucket = "bucket " + seen.name();
    switch (seen.access()) {
      case MISSING -> missing(seen.name(), obstacles);
      case FORBIDDEN ->
          obstacles.add(
              new Obstacle(
                  Kind.PERMISSION_DENIED,
                  bucket + " is another account's, or you may not look for it",
                  OTHER + ", or be allowed to s3:ListBucket"));
      case ELSEWHERE ->
          obstacles.add(
              new Obstacle(
                  Kind.INVALID_CONFIGURATION,
                  bucket
                      + " is in "
                      + seen.region().orElse("another region")
                      + ", and the function, which calls it in its own, in "
                      + place.region(),
                  "deploy there (portolan.aws.region), or " + OTHER));
      default -> {}
    }
  }

  private void missing(String bucket, List<Obstacle> obstacles) {
    if (!create) {
      String made = "run 'aws s3 mb s3://" + bucket + " --region " + place.region();
      String hint = made + "', or set portolan.aws.createBuckets=true";
      obstacles.add(new Obstacle(Kind.NOT_FOUND, "there is no bucket " + bucket, hint));
    }
  }

  private void check(WantedObjects wanted, SeenBucket seen, List<Obstacle> obstacles) {
    String bucket = "bucket " + wanted.bucket();
    switch (seen.access()) {
      case MISSING -> missing(wanted.bucket(), obstacles);
      case FORBIDDEN ->
          obstacles.add(
              new Obstacle(
                  Kind.PERMISSION_DENIED,
                  bucket + " is another account's, or you may not look whom it tells",
                  OTHER + ", or be allowed to s3:GetBucketNotification"));
      case ELSEWHERE ->
          obstacles.add(
              new Obstacle(
                  Kind.INVALID_CONFIGURATION,
                  bucket
                      + " is in "
                      + seen.region().orElse("another region")
                      + ", and calls functions there alone, not in "
                      + place.region(),
                  "deploy there (portolan.aws.region), or " + OTHER));
      default -> {
        Predicate<String> known = ours;
        for (String name : left) {
          String id = WantedObjects.id(name);
          known = known.or(id::equals);
          if (seen.held().find(id).filter(entry -> overlaps(wanted, entry)).isPresent()) {
            obstacles.add(
                new Obstacle(
                    Kind.INVALID_CONFIGURATION,
                    bucket
                        + " tells function "
                        + name
                        + ", which is no longer in the project, and S3 tells one of an event",
                    "set portolan.aws.prune=true: that function is deleted then"));
          }
        }
        for (String entry : seen.held().inTheWay(wanted, known)) {
          obstacles.add(
              new Obstacle(
                  Kind.NOT_OWNED,
                  bucket + " tells " + entry + " already, and S3 tells one of an event",
                  "have it tell a topic (aws sns) that both take from, with @Topic, or remove that"
                      + " entry from the bucket's event notifications"));
        }
      }
    }
  }

  private static boolean overlaps(WantedObjects wanted, LambdaFunctionConfiguration entry) {
    return wanted.overlaps(entry.eventsAsStrings());
  }
}
