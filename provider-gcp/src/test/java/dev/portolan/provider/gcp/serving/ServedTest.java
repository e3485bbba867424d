package dev.portolan.provider.gcp.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which revisions have served, and in what order. */
class ServedTest {
  private static final List<String> THERE = List.of("a", "b", "c");

  @Test
  @DisplayName("One that has users but was never proven is not written down")
  void unproven() {
    assertEquals(
        List.of("b"), new Served(List.of()).then(Optional.of("a"), "b", THERE).revisions());
  }

  @Test
  @DisplayName("One that serves again comes after the one that served meanwhile")
  void again() {
    Served served = new Served(List.of("a", "b")).then(Optional.of("b"), "a", THERE);
    assertEquals(List.of("b", "a"), served.revisions());
    assertEquals(served, served.then(Optional.of("a"), "a", THERE));
  }

  @Test
  @DisplayName("One that was gone back to keeps what served before it, and comes before the next")
  void back() {
    Served served = new Served(List.of("a", "b", "c")).back("b", THERE);
    assertEquals(List.of("a", "b", "c"), served.revisions());
    Served next = served.then(Optional.of("b"), "d", List.of("a", "b", "c", "d"));
    assertEquals(List.of("a", "c", "b", "d"), next.revisions());
    assertEquals(List.of("d"), next.back("d", List.of("d")).revisions());
  }
}
