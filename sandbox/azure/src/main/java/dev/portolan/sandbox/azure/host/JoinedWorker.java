package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Invocation;
import dev.portolan.sandbox.azure.worker.JavaWorker;
import dev.portolan.sandbox.azure.worker.Loading;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A worker in this process. */
final class JoinedWorker extends Handler implements WorkerLink {
  private final JavaWorker worker;
  private final Consumer<String> lines;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            return thread;
          });

  JoinedWorker(JavaWorker worker, Consumer<String> lines) {
    this.worker = worker;
    this.lines = lines;
  }

  @Override
  public CompletableFuture<Outcome> load(Loading loading) {
    CompletableFuture<Outcome> told = new CompletableFuture<>();
    try {
      worker.load(loading);
      told.complete(new Outcome(new Datum.None(), null, ""));
    } catch (Exception failed) {
      told.complete(Outcome.of(failed));
    }
    return told;
  }

  /** What the worker does not catch is never told. */
  @Override
  public CompletableFuture<Outcome> invoke(Invocation call) {
    Logger logger = Logger.getAnonymousLogger();
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
    CompletableFuture<Outcome> told = new CompletableFuture<>();
    threads.submit(() -> told.complete(worker.invoke(call, logger)));
    return told;
  }

  @Override
  public void publish(LogRecord entry) {
    lines.accept(entry.getLevel().getName() + ": " + entry.getMessage());
  }

  @Override
  public void flush() {
    // each line was handed on at once
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
