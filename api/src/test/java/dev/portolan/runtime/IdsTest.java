package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request calls itself is kept unless it could do harm. */
final class IdsTest {
  @Test
  void aHarmlessIdIsKept() {
    assertEquals("Ab-9_z", Ids.from("Ab-9_z"));
    assertEquals("a".repeat(64), Ids.from("a".repeat(64)));
  }

  @Test
  void anyOtherIsReplaced() {
    for (String told : List.of("", "a".repeat(65), "a b", "a\tb", "\u00fc", "a\"b", "a/b")) {
      assertNotEquals(told, Ids.from(told));
    }
    assertEquals(16, Ids.from(null).length());
    assertNotEquals(Ids.next(), Ids.next());
  }
}
