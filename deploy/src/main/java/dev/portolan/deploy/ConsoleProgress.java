package dev.portolan.deploy;

import dev.portolan.deploy.driver.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes progress for people: on a terminal with lines that move in place, elsewhere in plain lines
 * with a sign of life every half minute. What comes from outside cannot steer the terminal.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final Duration FRAME = Duration.ofMillis(125);
  private static final String SPINNER = "|/-\\";
  private static final String ERASE = "\r\u001b[J";

  private final Appendable out;
  private final TimeSource time;
  private final int width;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private int drawn;
  private int frame;
  private Instant lastSign;
  private volatile boolean closed;

  private record Running(String text, Instant since, String waiting) {}

  private ConsoleProgress(Appendable out, TimeSource time, int width) {
    this.out = out;
    this.time = time;
    this.width = width;
    this.lastSign = time.now();
  }

  /** Plain lines, for logs. */
  public static ConsoleProgress plain(Appendable out, TimeSource time) {
    return new ConsoleProgress(out, time, 0);
  }

  /**
   * Lines that move in place.
   *
   * @param width columns of the terminal
   */
  public static ConsoleProgress terminal(Appendable out, TimeSource time, int width) {
    return new ConsoleProgress(out, time, Math.max(20, width));
  }

  /** Keeps it moving between events until it is closed. */
  public ConsoleProgress start() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!closed) {
                  time.sleep(width > 0 ? FRAME : HEARTBEAT);
                  tick();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "portolan-progress");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  @Override
  public synchronized void event(Event event) {
    String text = event.provider() + ": " + Spelled.line(event.text());
    String key = event.provider() + "\0" + head(event);
    switch (event.kind()) {
      case STARTED -> running.put(key, new Running(text, time.now(), ""));
      case WAITING, RETRYING -> waiting(event, key, text);
      case DONE -> {
        Running done = running.remove(key);
        String took = done == null ? "" : " (" + since(done) + ")";
        line(text + took);
      }
      case FAILED -> {
        running.remove(key);
        line("failed: " + text);
      }
      case SKIPPED -> line("skipped: " + text);
      case NOTE -> line(text);
      default -> {}
    }
    draw();
  }

  /** Moves the spinner, or gives the sign of life if one is due. */
  synchronized void tick() {
    if (closed) {
      return;
    }
    frame++;
    draw();
    boolean due = !time.now().isBefore(lastSign.plus(HEARTBEAT));
    if (width == 0 && due) {
      running.values().forEach(step -> line("still: " + status(step)));
    }
  }

  /** Leaves what was done on the screen and removes what moves. */
  @Override
  public synchronized void close() {
    erase();
    closed = true;
  }

  /** A step's events begin with its summary; what follows is told of it. */
  private String head(Event event) {
    String all = event.provider() + ": " + Spelled.line(event.text());
    return running.values().stream()
        .map(Running::text)
        .filter(text -> all.equals(text) || all.startsWith(text + ": "))
        .findFirst()
        .orElse(all);
  }

  private void waiting(Event event, String key, String text) {
    Running known = running.get(key);
    if (known == null || width == 0) {
      line(text);
    }
    if (known != null) {
      String what = text.substring(Math.min(text.length(), known.text().length()));
      running.put(key, new Running(known.text(), known.since(), what));
    }
  }

  private void line(String text) {
    erase();
    write(text + "\n");
    lastSign = time.now();
  }

  private void draw() {
    if (width == 0 || closed) {
      return;
    }
    erase();
    List<String> lines = new ArrayList<>();
    char spinner = SPINNER.charAt(frame % SPINNER.length());
    running.values().forEach(step -> lines.add(cut(spinner + " " + status(step))));
    if (!lines.isEmpty()) {
      write(String.join("\n", lines));
      drawn = lines.size();
    }
  }

  private void erase() {
    if (drawn > 0) {
      write((drawn > 1 ? "\u001b[" + (drawn - 1) + "A" : "") + ERASE);
      drawn = 0;
    }
  }

  private String status(Running step) {
    return step.text() + step.waiting() + " (" + since(step) + ")";
  }

  private String since(Running step) {
    return Spelled.duration(Duration.between(step.since(), time.now()));
  }

  private String cut(String text) {
    return text.length() < width ? text : text.substring(0, width - 2) + "…";
  }

  private void write(String text) {
    try {
      out.append(text);
      if (out instanceof java.io.Flushable flushable) {
        flushable.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
