package dev.portolan.adapter.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger is told meanwhile. */
final class Logged extends Handler {
  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  Logged(String name) {
    logger = Logger.getLogger(name);
  }

  void begin() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<LogRecord> records() {
    return records;
  }

  @Override
  public void publish(LogRecord told) {
    records.add(told);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
