package dev.portolan.maven;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.logging.Log;

/**
 * What a person reads. Plain lines through Maven's log; on a terminal also one line of status that
 * is rewritten in place. With {@code -q} only results are printed, bare, so that a script can use
 * them. Control characters of what others said are made visible.
 */
final class Console {
  private static final String ERASE = "\r\u001b[K";

  private final Log log;
  private final PrintStream out;
  private final boolean terminal;
  private boolean statusShown;

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

  boolean terminal() {
    return terminal;
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

  /** What is going on right now; stands until the next line. Shown on a terminal only. */
  synchronized void status(String text) {
    if (terminal) {
      out.print(ERASE + visible(text.lines().findFirst().orElse("")));
      out.flush();
      statusShown = true;
    }
  }

  private Iterable<CharSequence> lines(String text) {
    if (statusShown) {
      out.print(ERASE);
      out.flush();
      statusShown = false;
    }
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

  private static boolean harmless(int c) {
    return c == '\t' || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}
