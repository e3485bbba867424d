package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the steps of a bucket's notifications do. S3 keeps them in one document without a version:
 * who writes it late, having read it early, takes away what was written between. So each change
 * reads the document right before it writes it, reads it again after, and begins anew where what it
 * wrote is gone.
 */
final class NotificationDeeds {
  private static final int ROUNDS = 3;

  private final AwsCalls calls;
  private final Place place;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  NotificationDeeds(AwsCalls calls, Place place) {
    this.calls = calls;
    this.place = place;
  }

  /** What this run replaced, one after the other, by what: a read may be older than our writes. */
  private record Written(List<Notifications> befores, Notifications after) {
    Written then(Written later) {
      List<Notifications> all = new ArrayList<>(befores);
      all.addAll(later.befores);
      return new Written(all, later.after);
    }
  }

  void create(Step.Run run, String bucket) throws Exception {
    boolean made = run.attempt() > 1 && calls.bucket().exists(bucket, place.account());
    if (!made) {
      calls.notifications().create(bucket, place.region(), Ownership.tags(place.owner()));
    }
  }

  void put(WantedObjects wanted, Handover handover) throws Exception {
    change(
        wanted.bucket(), held -> handover.aligned(held, wanted), held -> held.has(wanted), false);
  }

  /** A bucket that is gone tells nobody. */
  void remove(String bucket, String id) throws Exception {
    change(bucket, held -> held.without(id), held -> held.find(id).isEmpty(), true);
  }

  private void change(
      String bucket,
      UnaryOperator<Notifications> edit,
      Predicate<Notifications> done,
      boolean removal)
      throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      Optional<Notifications> found = calls.notifications().find(bucket, place.account());
      if (found.isEmpty() && removal) {
        return;
      }
      Notifications before = newest(bucket, found.orElse(Notifications.none()));
      Notifications after = edit.apply(before);
      if (after.same(before)) {
        return;
      }
      calls.notifications().put(bucket, place.account(), after, removal);
      written.merge(bucket, new Written(List.of(before), after), Written::then);
      Optional<Notifications> now = calls.notifications().find(bucket, place.account());
      if (now.isEmpty() || done.test(now.get()) || now.get().same(before)) {
        return;
      }
    }
    throw Rivals.conflict(
        "somebody else changes whom bucket " + bucket + " tells, at the same time");
  }

  private Notifications newest(String bucket, Notifications read) {
    Written own = written.get(bucket);
    return own != null && own.befores().stream().anyMatch(read::same) ? own.after() : read;
  }
}
