package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ConsoleProgress;
import dev.portolan.deploy.Progress.Event;
import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.driver.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
  private final RecordingLog log = new RecordingLog(false);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void linesGoThroughMavensLog() {
    Console console = console(log, false);
    console.info("one\ntwo");
    console.warn("three");
    console.error("four");
    console.result("five");
    assertEquals(
        List.of("info one", "info two", "warn three", "error four", "info five"), log.lines);
    assertEquals("", out());
  }

  @Test
  void quietPrintsResultsBareAndErrors() {
    RecordingLog quiet = new RecordingLog(true);
    Console console = console(quiet, true);
    console.info("what happened");
    console.result("{\"answer\":42}");
    console.error("what went wrong");
    assertEquals("{\"answer\":42}" + System.lineSeparator(), out());
    assertEquals(List.of("error what went wrong"), quiet.lines);
  }

  @Test
  void controlCharactersAreMadeVisible() {
    console(log, false).info("a\u001b[2Jb\rc\td\u202ee\u0000é");
    assertEquals(List.of("info a\\u001b[2Jb", "info c\td\\u202ee\\u0000é"), log.lines);
  }

  @Test
  void aBuildServerIsNoTerminal() {
    assertFalse(Console.isTerminal(true, Map.of("CI", "true", "TERM", "xterm")));
    assertFalse(Console.isTerminal(false, Map.of("TERM", "xterm")));
    assertFalse(Console.isTerminal(true, Map.of()));
  }

  @Test
  void progressInALogIsLines() {
    try (ConsoleProgress progress = console(log, false).progress(TimeSource.system())) {
      progress.event(event(Kind.STARTED, "create role shop"));
      progress.event(event(Kind.FAILED, "create\u0007 role shop"));
    }
    assertEquals(1, log.lines.size());
    assertTrue(log.lines.get(0).startsWith("info failed: north: create"), log.lines.get(0));
    assertFalse(log.lines.get(0).contains("\u0007"));
    assertEquals("", out());
  }

  private static Event event(Kind kind, String text) {
    return new Event("north", Optional.of("hello"), kind, text, Duration.ZERO);
  }

  private Console console(RecordingLog to, boolean terminal) {
    return new Console(to, new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }

  private String out() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
