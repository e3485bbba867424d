package dev.portolan.sandbox.azure.cosmos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where hosts begin to read. */
class ChangeFeedTest {
  private static final String TABLE = "/containers/people";
  private static final String LEASES = "/containers/leases";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ObjectNode tree = new ObjectMapper().createObjectNode();

  private long write(String id, Instant now) {
    return ChangeFeed.upsert(tree, TABLE, tree.objectNode().put("id", id), now);
  }

  private String first(Optional<Instant> since) {
    long begins = ChangeFeed.beginning(tree, TABLE, since);
    return ChangeFeed.next(tree, LEASES, TABLE, begins, 1)
        .map(some -> some.get(0).path("id").asText())
        .orElse("");
  }

  @Test
  @DisplayName("A lease without a position has each host begin where it is told to, or now")
  void unpositioned() {
    ChangeFeed.lease(tree, LEASES, TABLE);
    write("old", NOON);
    long number = write("new", NOON.plusSeconds(1));
    assertEquals("", first(Optional.empty()), "it is lost");
    assertEquals("new", first(Optional.of(NOON)));
    assertEquals("old", first(Optional.of(NOON.minusSeconds(1))));
    ChangeFeed.move(tree, LEASES, TABLE, number - 1);
    ChangeFeed.lease(tree, LEASES, TABLE);
    assertEquals("new", first(Optional.empty()), "now it has one, whoever takes it");
    assertEquals("new", first(Optional.of(NOON.minusSeconds(1))));
  }
}
