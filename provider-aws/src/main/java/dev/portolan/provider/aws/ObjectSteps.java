package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that have buckets call a function's live alias, and those that end it. The permission
 * is there before the bucket's entry, which S3 refuses otherwise, and goes after it, so it tells
 * which buckets to look at.
 */
record ObjectSteps(Place place, AwsCalls calls, PermissionDeeds access, NotificationDeeds deeds) {
  private static final String GONE = "the function takes nothing from it any more";

  /** Missing buckets; they are everybody's, so they are never deleted with a function. */
  void stage(StepList list, Wanted wanted, Seen all) {
    for (WantedObjects objects : wanted.events().objects()) {
      String bucket = objects.bucket();
      boolean missing =
          seen(objects, all).filter(one -> one.access() == SeenBucket.Access.MISSING).isPresent();
      if (missing) {
        make(list, bucket);
      }
    }
  }

  /** Has a bucket made that nobody else may read, if nothing of the plan does so already. */
  void make(StepList list, String bucket) {
    if (!list.has(step(bucket))) {
      StepList.Lane lane = list.lane(Optional.empty(), key(bucket));
      Step.Action create = run -> deeds.create(run, bucket);
      Commons.make(list, "bucket", bucket, step(bucket), "createBuckets", create);
      Step.Action block = run -> calls.bucket().makePrivate(bucket, place.account());
      List<String> after = List.of(step(bucket));
      String closed = "nobody else may read it";
      lane.add(STAGE, UPDATE, access(bucket), access(bucket), closed, after, block);
    }
  }

  /** No bucket's name has a space, so none is another's with a word more. */
  private static String step(String bucket) {
    return "bucket " + bucket;
  }

  private static String access(String bucket) {
    return "access to bucket " + bucket;
  }

  private static String key(String bucket) {
    return "bucket:" + bucket;
  }

  private static Optional<SeenBucket> seen(WantedObjects wanted, Seen all) {
    return all.events().buckets().stream()
        .filter(bucket -> bucket.name().equals(wanted.bucket()))
        .findFirst();
  }

  void settle(StepList list, Wanted wanted, Seen all, Handover handover) {
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
    for (WantedObjects objects : wanted.events().objects()) {
      String bucket = objects.bucket();
      Optional<SeenBucket> seen = seen(objects, all);
      Permission permission = Permission.bucket(place.bucketArn(bucket), place.account());
      String permit = "permission bucket " + bucket;
      if (seen.flatMap(SeenBucket::statement).filter(permission.id()::equals).isEmpty()) {
        Step.Action action = run -> access.permit(run, wanted, permission);
        String resource = "permission to call function " + wanted.physicalName();
        String why = "bucket " + bucket + " may not call it yet";
        own.add(SETTLE, CREATE, permit, resource, why, List.of(own.id("alias")), action);
      }
      Notifications held = seen.map(SeenBucket::held).orElse(Notifications.none());
      if (held.has(objects)) {
        continue;
      }
      boolean there = held.find(objects.id()).isPresent();
      Step.Action put = run -> deeds.put(objects, handover);
      list.lane(Optional.of(wanted.name()), key(bucket))
          .add(
              SETTLE,
              there ? UPDATE : CREATE,
              "notification " + bucket,
              "notification of function " + wanted.physicalName() + " by bucket " + bucket,
              there
                  ? Why.of(wanted, all).of(List.of("it tells of others than " + objects.shown()))
                  : "it does not tell it of " + objects.shown() + " yet",
              List.of(step(bucket), access(bucket), own.id(permit), own.id("alias")),
              put);
    }
  }

  void sweep(StepList list, Wanted wanted, Seen all) {
    List<String> kept = wanted.events().objects().stream().map(WantedObjects::bucket).toList();
    String name = wanted.physicalName();
    StepList.Lane own = list.lane(Optional.of(wanted.name()), "lambda:" + name);
    for (SeenBucket bucket : all.events().buckets()) {
      if (kept.contains(bucket.name()) || bucket.access() == SeenBucket.Access.FORBIDDEN) {
        continue;
      }
      List<String> after = new ArrayList<>();
      if (bucket.held().find(WantedObjects.id(name)).isPresent()) {
        after.add(end(list, wanted.name(), name, bucket.name(), GONE));
      }
      bucket.statement().ifPresent(id -> access.forbid(own, name, id, after));
    }
  }

  /**
   * What a person should know beside the steps. A permission is all that tells of a bucket, so it
   * stays where nobody can say whether the bucket calls.
   */
  static void notes(Seen seen, List<String> notes) {
    String name = seen.function().map(SeenFunction::physicalName).orElse("");
    for (SeenBucket bucket : seen.events().buckets()) {
      if (bucket.access() == SeenBucket.Access.FORBIDDEN) {
        notes.add(untold(bucket.name()) + "the permission to call function " + name + " stays too");
      }
    }
  }

  /** What is to be said of a bucket that may have an entry of ours. */
  static String untold(String bucket) {
    return "bucket "
        + bucket
        + " is another account's, or you may not look whom it tells"
        + " (s3:GetBucketNotification): its notification, if it has one of ours, stays; ";
  }

  /** Has a bucket tell a function nothing any more; returns the id of the step. */
  String end(StepList list, String function, String name, String bucket, String why) {
    StepList.Lane lane = list.lane(Optional.of(function), key(bucket));
    String local = "stale notification " + bucket;
    Step.Action remove = run -> deeds.remove(bucket, WantedObjects.id(name));
    String resource = "notification of function " + name + " by bucket " + bucket;
    lane.add(SWEEP, DELETE, local, resource, why, List.of(), remove);
    return lane.id(local);
  }
}
