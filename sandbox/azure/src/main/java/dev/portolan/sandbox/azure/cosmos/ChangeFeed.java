package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of containers, in the order of their last writes, and how far each reader has come. An
 * item that is written again moves to the end, and who had not read it before hears of the last
 * write alone; one that is deleted is not told of.
 *
 * <p>https://learn.microsoft.com/azure/cosmos-db/change-feed-modes#latest-version-change-feed-mode
 *
 * <p>A container here has one range of keys, so that all of it is in one order. A lease has no
 * position until something was read and done: till then each host begins where it is told to, or
 * with what is written after its own first look.
 *
 * <p>https://github.com/Azure/azure-cosmos-dotnet-v3/issues/5268
 */
final class ChangeFeed {
  private static final String ITEMS = "cosmosItems";
  private static final String LEASES = "cosmosLeases";

  /** Of the whole state: no number is used again. */
  private static final String SEQUENCE = "cosmosSequence";

  private ChangeFeed() {}

  /** Writes an item as Cosmos DB keeps it, with what it adds of its own. */
  static long upsert(ObjectNode tree, String container, ObjectNode item, Instant now) {
    long number = tree.path(SEQUENCE).asLong() + 1;
    tree.put(SEQUENCE, number);
    ObjectNode kept = item.deepCopy();
    String id = item.path("id").asText();
    String resource = Ids.of(ArmId.key(container) + "/" + id, 12);
    kept.put("_rid", resource);
    kept.put("_self", "dbs/d/colls/c/docs/" + resource + "/");
    kept.put("_etag", "\"%016x-0000-0d00-0000-000000000000\"".formatted(number));
    kept.put("_attachments", "attachments/");
    kept.put("_ts", now.getEpochSecond()).put("_lsn", number);
    items(tree, container).set(id, kept);
    return number;
  }

  private static ObjectNode items(ObjectNode tree, String container) {
    return tree.withObjectProperty(ITEMS).withObjectProperty(ArmId.key(container));
  }

  /** The key of how far a reader has come: it belongs to its leases and to what it reads. */
  private static String key(String leases, String container) {
    return ArmId.key(leases) + "|" + ArmId.key(container);
  }

  /** Whether a reader has a lease. */
  static boolean isLeased(ObjectNode tree, String leases, String container) {
    return tree.path(LEASES).has(key(leases, container));
  }

  /** A lease of a reader that has none, without a position; who takes one has tried nothing yet. */
  static void lease(ObjectNode tree, String leases, String container) {
    tree.withObjectProperty(LEASES)
        .withObjectProperty(key(leases, container))
        .put("tries", 0)
        .put("due", "");
  }

  /**
   * Where a host begins that finds no position.
   *
   * @param since the time after which it is to begin; empty for now
   */
  static long beginning(ObjectNode tree, String container, Optional<Instant> since) {
    if (since.isEmpty()) {
      return tree.path(SEQUENCE).asLong();
    }
    long begins = 0;
    for (JsonNode each : tree.path(ITEMS).path(ArmId.key(container))) {
      if (each.path("_ts").asLong() <= since.get().getEpochSecond()) {
        begins = Math.max(begins, each.path("_lsn").asLong());
      }
    }
    return begins;
  }

  /** From now on a reader has read all up to a number. */
  static void move(ObjectNode tree, String leases, String container, long number) {
    tree.withObjectProperty(LEASES)
        .putObject(key(leases, container))
        .put("read", number)
        .put("tries", 0)
        .put("due", "");
  }

  /** A reader that has come past a change is to hear of that again. */
  static void rewind(ObjectNode tree, String leases, String container, long number) {
    if (tree.path(LEASES).path(key(leases, container)).path("read").asLong() >= number) {
      move(tree, leases, container, number - 1);
    }
  }

  /** What failed is tried again at a time, and nothing behind it before. */
  static void failed(ObjectNode tree, String leases, String container, Instant due) {
    ObjectNode lease = (ObjectNode) tree.path(LEASES).path(key(leases, container));
    lease.put("tries", lease.path("tries").asInt() + 1).put("due", due.toString());
  }

  /** How often what comes next was tried. */
  static int tries(ObjectNode tree, String leases, String container) {
    return tree.path(LEASES).path(key(leases, container)).path("tries").asInt();
  }

  /** Whether what comes next may be brought now. */
  static boolean isDue(ObjectNode tree, String leases, String container, Instant now) {
    String due = tree.path(LEASES).path(key(leases, container)).path("due").asText();
    return due.isEmpty() || !Instant.parse(due).isAfter(now);
  }

  /**
   * What a reader is to be brought next; empty if it has read all.
   *
   * @param begins where its host has begun, for a lease without a position
   * @param most so many at once
   */
  static Optional<ArrayNode> next(
      ObjectNode tree, String leases, String container, long begins, int most) {
    long read = tree.path(LEASES).path(key(leases, container)).path("read").asLong(begins);
    List<ObjectNode> all = new ArrayList<>();
    tree.path(ITEMS)
        .path(ArmId.key(container))
        .forEach(
            each -> {
              if (each.path("_lsn").asLong() > read) {
                all.add((ObjectNode) each);
              }
            });
    all.sort((one, other) -> Long.compare(number(one), number(other)));
    ArrayNode some = tree.arrayNode();
    all.stream().limit(most).forEach(some::add);
    return some.isEmpty() ? Optional.empty() : Optional.of(some);
  }

  /** The number of the last of some. */
  static long last(ArrayNode some) {
    return number((ObjectNode) some.get(some.size() - 1));
  }

  private static long number(ObjectNode item) {
    return item.path("_lsn").asLong();
  }

  /** Lets go of what a container holds, items or leases. */
  static void drop(ObjectNode tree, String container) {
    String gone = ArmId.key(container);
    if (tree.get(ITEMS) instanceof ObjectNode items) {
      items.remove(gone);
    }
    if (tree.get(LEASES) instanceof ObjectNode leases) {
      List<String> keys = new ArrayList<>();
      leases.fieldNames().forEachRemaining(keys::add);
      keys.removeIf(key -> !key.startsWith(gone + "|"));
      leases.remove(keys);
    }
  }
}
