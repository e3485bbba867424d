package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.Progress.Event.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final VirtualTime time = new VirtualTime();
  private final StringBuilder out = new StringBuilder();

  private static Progress.Event event(Kind kind, String text) {
    return new Progress.Event("sky", Optional.of("hello"), kind, text, Duration.ZERO);
  }

  private String taken() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  @Test
  @DisplayName("In a log: a line for each thing done, and a sign of life every half minute")
  void plain() throws Exception {
    ConsoleProgress progress = ConsoleProgress.plain(out, time);
    progress.event(event(Kind.PLANNED, "create role"));
    progress.event(event(Kind.STARTED, "create role"));
    assertEquals("", taken());
    time.sleep(Duration.ofSeconds(29));
    progress.tick();
    assertEquals("", taken());
    time.sleep(Duration.ofSeconds(1));
    progress.tick();
    assertEquals("still: sky: create role (30 s)\n", taken());
    progress.event(event(Kind.WAITING, "create role: not visible yet"));
    assertEquals("sky: create role: not visible yet\n", taken());
    progress.event(event(Kind.DONE, "create role"));
    assertEquals("sky: create role (30 s)\n", taken());
    progress.event(event(Kind.STARTED, "create api"));
    progress.event(event(Kind.FAILED, "create api: no"));
    progress.event(event(Kind.SKIPPED, "create route"));
    assertEquals("failed: sky: create api: no\nskipped: sky: create route\n", taken());
    time.sleep(Duration.ofSeconds(60));
    progress.tick();
    assertEquals("", taken());
  }

  @Test
  @DisplayName("On a terminal: what runs moves in place below what is done")
  void terminal() throws Exception {
    ConsoleProgress progress = ConsoleProgress.terminal(out, time, 40);
    progress.event(event(Kind.STARTED, "create role"));
    assertEquals("| sky: create role (0.0 s)", taken());
    progress.event(event(Kind.STARTED, "create bucket"));
    assertEquals("\r\u001b[J| sky: create role (0.0 s)\n| sky: create bucket (0.0 s)", taken());
    progress.event(event(Kind.WAITING, "create role: for the platform, which takes its time"));
    assertEquals(
        "\u001b[1A\r\u001b[J| sky: create role: for the platform, …\n"
            + "| sky: create bucket (0.0 s)",
        taken());
    time.sleep(Duration.ofSeconds(2));
    progress.event(event(Kind.DONE, "create role"));
    assertEquals(
        "\u001b[1A\r\u001b[Jsky: create role (2.0 s)\n| sky: create bucket (2.0 s)", taken());
    progress.tick();
    assertEquals("\r\u001b[J/ sky: create bucket (2.0 s)", taken());
    progress.close();
    assertEquals("\r\u001b[J", taken());
  }

  @Test
  @DisplayName("What comes from outside cannot steer the terminal or begin a line")
  void escaped() {
    ConsoleProgress progress = ConsoleProgress.plain(out, time);
    progress.event(event(Kind.NOTE, "a\u001b[2Jb\nfailed: c\u202ed\u0000"));
    assertEquals("sky: a\\u001b[2Jb failed: c\\u202ed\\u0000\n", taken());
  }
}
