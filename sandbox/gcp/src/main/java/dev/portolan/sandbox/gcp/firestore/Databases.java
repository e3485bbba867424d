package dev.portolan.sandbox.gcp.firestore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.firestore.admin.v1.Database;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.Optional;

/** The databases of the project, as the state keeps them. */
public final class Databases {
  static final Kind<Database> KIND = new Kind<>("databases", Database.getDefaultInstance());

  private Databases() {}

  /** A database's name in full. */
  static String name(String id) {
    return "projects/" + Project.ID + "/databases/" + id;
  }

  /** Where a database is; empty if it is not there. */
  public static Optional<String> location(ObjectNode tree, String id) {
    return KIND.find(tree, name(id)).map(Database::getLocationId);
  }

  /** Makes a database in native mode, if there is none of that name. */
  public static void put(ObjectNode tree, String id, String location, Instant now) {
    if (!KIND.has(tree, name(id))) {
      KIND.put(tree, name(id), of(id, location, now).build());
    }
  }

  static Database.Builder of(String id, String location, Instant now) {
    return Database.newBuilder()
        .setName(name(id))
        .setUid(Ids.uid())
        .setCreateTime(Times.of(now))
        .setUpdateTime(Times.of(now))
        .setLocationId(location)
        .setType(Database.DatabaseType.FIRESTORE_NATIVE)
        .setConcurrencyMode(Database.ConcurrencyMode.PESSIMISTIC)
        .setEtag(Ids.etag());
  }
}
