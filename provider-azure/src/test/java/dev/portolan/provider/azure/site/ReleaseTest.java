package dev.portolan.provider.azure.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a function is made of, and what is kept of it. */
class ReleaseTest {
  private static final String SHA = "ab".repeat(32);

  private static Release release(int memory, String level) {
    return new Release(
        SHA,
        "cd".repeat(32),
        21,
        memory,
        4,
        0,
        100,
        new TreeMap<>(Map.of("LEVEL", level)),
        new Face(true, "/greeter", "/.well-known/portolan/0123456789abcdef/ready"),
        new TreeSet<>(List.of("run_greeter_requests", "portolan-probe")));
  }

  @Test
  @DisplayName("A record is read as it was written")
  void record() throws IOException {
    Release release = release(512, "a \"b\"\n");
    assertEquals(release, Release.parse(release.json()));
    assertThrows(IOException.class, () -> Release.parse("{\"sha256\":\"ab\"}"));
    assertThrows(IOException.class, () -> Release.parse("<html>"));
  }

  @Test
  @DisplayName("Another configuration is another version of the same package")
  void version() {
    String one = release(512, "info").version();
    assertEquals(one, release(512, "info").version());
    assertNotEquals(one, release(2048, "info").version());
    assertNotEquals(one, release(512, "debug").version());
    assertTrue(release(2048, "debug").packagedAs(one));
    assertEquals(21, one.length());
  }

  @Test
  @DisplayName("Values of variables are not told")
  void secret() {
    assertFalse(release(512, "hunter2").toString().contains("hunter2"));
  }

  @Test
  @DisplayName("What no kept version needs is superfluous, another function's is not")
  void superfluous() {
    Release kept = release(512, "info");
    var names =
        new TreeSet<>(
            List.of(
                kept.packageName("greeter"),
                Release.recordName("greeter", kept.version()),
                Release.recordName("greeter", "ffffffffffff-00000000"),
                "greeter/" + "ef".repeat(32) + ".zip",
                "greeter-two/" + "ef".repeat(32) + ".zip"));
    assertEquals(
        new TreeSet<>(
            List.of("greeter/" + "ef".repeat(32) + ".zip", "greeter/ffffffffffff-00000000.json")),
        Release.superfluous(names, "greeter", List.of(kept.version())));
  }

  @Test
  @DisplayName("A face is read as it was written, and fits into a tag")
  void face() {
    Face face = new Face(true, "/greeter", "/p/ready");
    assertEquals(face, Face.parse(face.text()));
    Face events = new Face(false, "", "/p/ready");
    assertEquals(events, Face.parse(events.text()));
    assertFalse(Face.parse("").http());
    Face much = new Face(true, "/" + "x".repeat(300), "/p/ready");
    assertEquals(new Face(true, "", "/p/ready"), Face.parse(much.text()));
  }
}
