package dev.portolan.maven;

import dev.portolan.deploy.ConsoleProgress;
import dev.portolan.deploy.driver.TimeSource;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/**
 * What a person reads: lines through Maven's log; with {@code -q} only results, bare, so that a
 * script can use them. Control characters of what others said are made visible.
 */
final class Console {
  private final Log log;
  private final PrintStream out;
  private final boolean terminal;

  Console(Log log, PrintStream out, boolean terminal) {
    this.log = log;
    this.out = out;
    this.terminal = terminal && log.isInfoEnabled();
  }

  /** Whether a person looks at lines being rewritten, rather than a file or a build server. */
  static boolean isTerminal(boolean interactive, Map<String, String> environment) {
    String type = environment.getOrDefault("TERM", "dumb").toLowerCase(Locale.ROOT);
    return interactive
        && System.console() != null
        && !type.equals("dumb")
        && !environment.containsKey("CI");
  }

  /** Shows a run's progress until it is closed. */
  ConsoleProgress progress(TimeSource time) {
    ConsoleProgress progress =
        terminal
            ? ConsoleProgress.terminal(out, time, columns())
            : ConsoleProgress.plain(new Lines(this::info), time);
    return progress.start();
  }

  synchronized void info(String text) {
    lines(text).forEach(log::info);
  }

  synchronized void warn(String text) {
    lines(text).forEach(log::warn);
  }

  synchronized void error(String text) {
    lines(text).forEach(log::error);
  }

  /** What the goal was run for. */
  synchronized void result(String text) {
    if (log.isInfoEnabled()) {
      info(text);
    } else {
      lines(text).forEach(out::println);
      out.flush();
    }
  }

  private static Iterable<CharSequence> lines(String text) {
    return text.lines().<CharSequence>map(Console::visible)::iterator;
  }

  private static String visible(String line) {
    StringBuilder text = new StringBuilder(line.length());
    line.codePoints()
        .forEach(
            c -> {
              if (harmless(c)) {
                text.appendCodePoint(c);
              } else {
                text.append(String.format("\\u%04x", c));
              }
            });
    return text.toString();
  }

  private static int columns() {
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 100;
  }

  private static boolean harmless(int c) {
    return c == '\t' || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}
