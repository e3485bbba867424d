package dev.portolan.maven;

import dev.portolan.deploy.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells a run's progress: on a terminal what goes on now, in a log one line for each thing done
 * and, while something is waited for, one each time that changes and every 30 seconds.
 */
final class ConsoleProgress implements Progress {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private final Console console;
  private final boolean several;
  private final Map<String, Told> waits = new HashMap<>();

  /**
   * @param several whether lines must say which provider they are about
   */
  ConsoleProgress(Console console, boolean several) {
    this.console = console;
    this.several = several;
  }

  private record Told(String text, Duration at) {}

  @Override
  public void event(Event event) {
    String who = who(event);
    String line = who + event.text();
    switch (event.kind()) {
      case STARTED -> console.status("  " + line + " ...");
      case WAITING -> waiting(who, event, line);
      case DONE -> console.info("  " + line + time(event.elapsed()));
      case FAILED -> console.error("  " + line);
      case RETRYING -> console.info("  " + line);
      case SKIPPED -> console.info("  skipped: " + line);
      default -> console.info(event.text());
    }
  }

  private void waiting(String who, Event event, String line) {
    console.status("  " + line + time(event.elapsed()));
    Told before = waits.get(who);
    boolean news = before == null || !before.text().equals(event.text());
    boolean due = before != null && event.elapsed().minus(before.at()).compareTo(HEARTBEAT) >= 0;
    if (!console.terminal() && (news || due)) {
      console.info("  " + line + time(event.elapsed()));
      waits.put(who, new Told(event.text(), event.elapsed()));
    }
  }

  private String who(Event event) {
    String provider = several ? event.provider() + " " : "";
    return provider + event.function().map(name -> name + ": ").orElse("");
  }

  private static String time(Duration elapsed) {
    return String.format(Locale.ROOT, " (%.1f s)", elapsed.toMillis() / 1000.0);
  }
}
