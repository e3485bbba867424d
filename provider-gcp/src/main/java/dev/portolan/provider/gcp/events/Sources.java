package dev.portolan.provider.gcp.events;

import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.serving.Wanted;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * The buckets and the database that functions take events of, and what else they name that they
 * send to, read or store in. Where the first are, their triggers must be: "Bucket "b" location "eu"
 * does not match trigger location "europe-west1"".
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/understand-locations">locations</a>
 */
public final class Sources {
  private final Place place;
  private final String databaseName;
  private final SortedMap<String, Optional<Bucket>> buckets = new TreeMap<>();
  private final SortedSet<String> topics = new TreeSet<>();
  private final SortedSet<String> used = new TreeSet<>();
  private final SortedSet<String> unseen = new TreeSet<>();
  private Optional<String> project = Optional.empty();
  private Optional<Database> database = Optional.empty();
  private boolean records;

  private Sources(Place place, String databaseName) {
    this.place = place;
    this.databaseName = databaseName;
  }

  /**
   * Looks at what functions name, and at nothing else.
   *
   * @param database name of the one that their tables are collections of
   */
  public static Sources of(Collection<Wanted> functions, SourceCalls calls, String database)
      throws Exception {
    Sources sources = new Sources(calls.place(), database);
    for (Wanted function : functions) {
      for (Right right : function.uses()) {
        if (right.isTopic()) {
          sources.topics.add(right.text());
        } else {
          sources.used.add(right.name());
          sources.bucket(right.name(), calls);
        }
      }
      for (Trigger trigger : function.spec().triggers()) {
        if (trigger instanceof Trigger.ObjectCreated objects) {
          sources.bucket(objects.bucket(), calls);
        } else if (trigger instanceof Trigger.ObjectDeleted objects) {
          sources.bucket(objects.bucket(), calls);
        } else if (trigger instanceof Trigger.RecordChanged && !sources.records) {
          sources.records = true;
          sources.database = sources.look("database " + database, () -> calls.database(database));
        }
      }
    }
    if (sources.used.stream().anyMatch(name -> sources.buckets.get(name).isPresent())) {
      sources.project = calls.projectNumber();
    }
    return sources;
  }

  private void bucket(String name, SourceCalls calls) throws Exception {
    if (!buckets.containsKey(name)) {
      buckets.put(name, look("bucket " + name, () -> calls.bucket(name)));
    }
  }

  private <T> Optional<T> look(String what, Callable<Optional<T>> call) throws Exception {
    try {
      return call.call();
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::forbidden).isEmpty()) {
        throw e;
      }
      unseen.add(what);
      return Optional.empty();
    }
  }

  /** What we may not look at. */
  SortedSet<String> unseen() {
    return unseen;
  }

  /** The topics that functions send to, in full. */
  SortedSet<String> topics() {
    return topics;
  }

  /** The buckets that functions name, empty for one that is not there. */
  Map<String, Optional<Bucket>> buckets() {
    return buckets;
  }

  /**
   * The buckets that functions use and that are not known to be of our project. Names of buckets
   * are one space in all the world: whoever took one first would be sent what is stored. Of those
   * that events come from, Eventarc itself asks that they be the project's.
   */
  SortedSet<String> strange() {
    SortedSet<String> strange = new TreeSet<>();
    for (String name : used) {
      buckets
          .get(name)
          .filter(bucket -> !project.equals(Optional.of(bucket.project())))
          .ifPresent(bucket -> strange.add(name));
    }
    return strange;
  }

  /** The database; empty if it is not there. */
  Optional<Database> database() {
    return database;
  }

  String databaseName() {
    return databaseName;
  }

  /** Whether a function takes changes of records. */
  boolean takesRecords() {
    return records;
  }

  /** Where a bucket is; of one that is yet to be made, where it will be. */
  String ofBucket(String name) {
    return buckets
        .getOrDefault(name, Optional.empty())
        .map(Bucket::location)
        .orElse(place.region());
  }

  /** Where the database is. */
  String ofDatabase() {
    return database.map(Database::location).orElse(place.region());
  }
}
