package com.example.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Change;
import dev.portolan.Event;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Optional<Map<String, Object>> ADA =
      Optional.of(Map.of("name", "Ada", "city", "London", "vip", true));
  private static final Optional<Map<String, Object>> MOVED =
      Optional.of(Map.of("name", "Ada", "city", "Turin", "since", 1833));
  private static final Optional<Map<String, Object>> NONE = Optional.empty();

  private static String entry(
      Event.Kind kind, Optional<Map<String, Object>> before, Optional<Map<String, Object>> after) {
    return Audit.entry(
        new Event<>(
            kind,
            "e1",
            "/table",
            "changed",
            Optional.empty(),
            Optional.empty(),
            "application/json",
            Map.of(),
            new Change<>("7", before, after)));
  }

  @Test
  void namesTheFieldsThatChangedAndNoValue() {
    assertEquals(
        "customer 7 changed in city, since, vip (event e1)",
        entry(Event.Kind.RECORD_UPDATED, ADA, MOVED));
  }

  @Test
  void saysWhatHappenedWhereNothingElseIsKnown() {
    assertEquals("customer 7 was added (event e1)", entry(Event.Kind.RECORD_CREATED, NONE, ADA));
    assertEquals("customer 7 was removed (event e1)", entry(Event.Kind.RECORD_DELETED, ADA, NONE));
    assertEquals("customer 7 changed (event e1)", entry(Event.Kind.RECORD_UPSERTED, NONE, ADA));
  }
}
