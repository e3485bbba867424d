package dev.portolan.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.deploy.Progress.Event;
import dev.portolan.deploy.Progress.Event.Kind;
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
    console.status("what happens");
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
  void statusIsRewrittenInPlaceAndErasedBeforeALine() {
    Console console = console(log, true);
    console.status("waiting\u0007");
    console.status("still waiting");
    console.info("done");
    console.info("more");
    assertEquals("\r\u001b[Kwaiting\\u0007\r\u001b[Kstill waiting\r\u001b[K", out());
    assertEquals(List.of("info done", "info more"), log.lines);
  }

  @Test
  void aBuildServerIsNoTerminal() {
    assertFalse(Console.isTerminal(true, Map.of("CI", "true", "TERM", "xterm")));
    assertFalse(Console.isTerminal(false, Map.of("TERM", "xterm")));
    assertFalse(Console.isTerminal(true, Map.of()));
  }

  @Test
  void aLogGetsALineForEachChangeAndAHeartbeat() {
    ConsoleProgress progress = new ConsoleProgress(console(log, false), false);
    progress.event(event(Kind.STARTED, "create role shop", 0));
    progress.event(event(Kind.DONE, "create role shop", 1));
    progress.event(event(Kind.WAITING, "the role to be known", 2));
    progress.event(event(Kind.WAITING, "the role to be known", 10));
    progress.event(event(Kind.WAITING, "the role to be known", 32));
    progress.event(event(Kind.WAITING, "the function to be active", 33));
    progress.event(event(Kind.FAILED, "create function shop", 34));
    assertEquals(
        List.of(
            "info   hello: create role shop (1.0 s)",
            "info   hello: the role to be known (2.0 s)",
            "info   hello: the role to be known (32.0 s)",
            "info   hello: the function to be active (33.0 s)",
            "error   hello: create function shop"),
        log.lines);
  }

  @Test
  void severalProvidersAreToldApart() {
    ConsoleProgress progress = new ConsoleProgress(console(log, false), true);
    progress.event(event(Kind.DONE, "create role shop", 1));
    assertEquals(List.of("info   north hello: create role shop (1.0 s)"), log.lines);
  }

  private static Event event(Kind kind, String text, int seconds) {
    return new Event("north", Optional.of("hello"), kind, text, Duration.ofSeconds(seconds));
  }

  private Console console(RecordingLog to, boolean terminal) {
    return new Console(to, new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }

  private String out() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
