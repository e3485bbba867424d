package dev.portolan.sandbox.azure.host;

import dev.portolan.sandbox.azure.worker.Invocation;
import dev.portolan.sandbox.azure.worker.JavaWorker;
import dev.portolan.sandbox.azure.worker.Loading;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A host's line to a worker. */
public interface WorkerLink extends AutoCloseable {

  /** Has a function loaded. */
  CompletableFuture<Outcome> load(Loading loading);

  /** Has a function called. */
  CompletableFuture<Outcome> invoke(Invocation call);

  /** Tells the worker to end, and waits no longer than the host does. */
  @Override
  void close();

  /** Makes a line to a new worker. */
  @FunctionalInterface
  interface Workers {

    /** Starts a worker for an app. */
    WorkerLink start(Spec spec) throws IOException;
  }

  /** Workers in processes of their own. */
  static Workers forked() {
    return ForkedWorker::start;
  }

  /** One worker in this process. */
  static Workers joined(JavaWorker worker) {
    return spec -> new JoinedWorker(worker, spec.lines());
  }
}
