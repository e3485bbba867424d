package dev.portolan.adapter.azurefunctions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears the warnings and errors of one logger, until it is closed. */
final class Heard extends Handler implements AutoCloseable {
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private final Logger logger;

  private Heard(Logger logger) {
    this.logger = logger;
  }

  static Heard of(String name) {
    Heard heard = new Heard(Logger.getLogger(name));
    heard.logger.addHandler(heard);
    heard.logger.setUseParentHandlers(false);
    heard.logger.setLevel(Level.WARNING);
    return heard;
  }

  /** The one that there was. */
  String only() {
    if (warnings.size() != 1) {
      throw new AssertionError(warnings.toString());
    }
    return warnings.get(0);
  }

  /** All that there were. */
  List<String> all() {
    return List.copyOf(warnings);
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
      warnings.add(entry.getMessage());
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
