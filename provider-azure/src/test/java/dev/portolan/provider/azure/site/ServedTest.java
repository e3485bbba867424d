package dev.portolan.provider.azure.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which releases have served, as a tag tells. */
class ServedTest {
  private static final Served TWO = new Served(Optional.empty(), List.of("b", "a"));

  @Test
  @DisplayName("A tag is read as it was written, with and without a release on its way")
  void tag() {
    assertEquals("b a", TWO.text());
    assertEquals(TWO, Served.parse("b a"));
    assertEquals("+c b a", TWO.publishing("c").text());
    assertEquals(TWO.publishing("c"), Served.parse("+c b a"));
    assertEquals(new Served(Optional.empty(), List.of()), Served.parse(""));
    assertEquals(new Served(Optional.of("a"), List.of()), Served.parse("+a"));
  }

  @Test
  @DisplayName("What serves comes first, once, and what served longest ago is forgotten first")
  void order() {
    assertEquals(List.of("c", "b", "a"), TWO.publishing("c").with("c", 5).versions());
    assertEquals(List.of("a", "b"), TWO.with("a", 5).versions());
    assertEquals(List.of("c", "b"), TWO.with("c", 2).versions());
    assertEquals(Optional.empty(), TWO.publishing("c").with("c", 2).pending());
  }

  @Test
  @DisplayName("What is being published comes before what served, and once")
  void unfinished() {
    assertEquals(List.of("c", "b", "a"), TWO.publishing("c").order());
    assertEquals(List.of("a", "b"), TWO.publishing("a").order());
    assertEquals(List.of("b", "a"), TWO.order());
  }

  @Test
  @DisplayName("However many are to be kept, they fit into a tag of 256 characters")
  void fits() {
    Served all = new Served(Optional.empty(), List.of());
    for (int i : IntStream.range(0, 30).toArray()) {
      all = all.with("0123456789ab-%08x".formatted(i), 1000);
    }
    String text = all.publishing("0123456789ab-ffffffff").text();
    assertTrue(text.length() <= 256, text);
  }
}
