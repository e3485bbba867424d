package dev.portolan.sandbox.aws.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs functions in Lambda's own Java runtime client, each invocation in a process that has no
 * other. A process is kept for the next invocation of the same version; when all are busy another
 * is started, up to the reserved concurrency of the function, or to a bound of this machine.
 */
public final class JvmDataPlane implements DataPlane {
  private static final int MACHINE_BOUND = 10;
  private static final int IDLE_BOUND = 8;

  private final FunctionHost host;
  private final Path directory;
  private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Set<Worker> busy = new HashSet<>();
  private final Map<String, String> told = new HashMap<>();
  private RuntimeClient client;
  private boolean closed;

  /** {@code directory} takes what processes need beside their code. */
  public JvmDataPlane(FunctionHost host, Path directory) {
    this.host = host;
    this.directory = directory;
  }

  @Override
  public Outcome invoke(RunSpec function, Invocation invocation) {
    boolean limited = function.reserved() >= 0;
    int bound = limited ? function.reserved() : MACHINE_BOUND;
    Semaphore slot =
        slots.computeIfAbsent(
            function.region() + " " + function.name() + " " + bound,
            ignored -> new Semaphore(bound, true));
    try {
      // reserved concurrency is a promise that can be held; the machine's bound is only ours
      if (limited ? !slot.tryAcquire() : !slot.tryAcquire(function.timeout(), TimeUnit.SECONDS)) {
        return Outcome.refused();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused();
    }
    try {
      return run(function, invocation);
    } finally {
      slot.release();
    }
  }

  private Outcome run(RunSpec function, Invocation invocation) {
    Worker worker;
    try {
      Optional<byte[]> tooNew = ClassLevel.refusal(function, host.code(function));
      if (tooNew.isPresent()) {
        return Outcome.failed(tooNew.get(), "");
      }
      worker = take(function);
    } catch (IOException e) {
      host.tell(function.name() + " could not be started: " + e.getMessage());
      return Outcome.failed(
          ("{\"errorType\":\"Sandbox.StartFailed\",\"errorMessage\":\"the function could not be"
                  + " started\"}")
              .getBytes(StandardCharsets.UTF_8),
          "");
    }
    Outcome outcome = worker.invoke(invocation);
    giveBack(worker);
    return outcome;
  }

  private Worker take(RunSpec function) throws IOException {
    synchronized (this) {
      idle.removeIf(worker -> !worker.alive());
      for (Worker worker : idle) {
        if (worker.fingerprint().equals(function.fingerprint()) && worker.alive()) {
          idle.remove(worker);
          busy.add(worker);
          return worker;
        }
      }
      if (client == null) {
        client = RuntimeClient.find(directory);
      }
      tellRuntime(function);
    }
    Worker started = Worker.start(function, client, host);
    synchronized (this) {
      if (closed) {
        started.close();
        throw new IOException("the sandbox is going down");
      }
      busy.add(started);
    }
    return started;
  }

  private void tellRuntime(RunSpec function) {
    String here = "java" + Runtime.version().feature();
    String asked = function.runtime().replaceAll("\\..*", "");
    if (!asked.equals(here) && told.put(function.name(), asked) == null) {
      host.tell(function.name() + " asks for " + asked + " and runs here on " + here);
    }
  }

  private synchronized void giveBack(Worker worker) {
    busy.remove(worker);
    if (closed || !worker.alive()) {
      worker.close();
      return;
    }
    idle.push(worker);
    while (idle.size() > IDLE_BOUND) {
      idle.removeLast().close();
    }
  }

  @Override
  public synchronized void retain(Set<String> fingerprints) {
    idle.removeIf(
        worker -> {
          boolean gone = !fingerprints.contains(worker.fingerprint());
          if (gone) {
            worker.close();
          }
          return gone;
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Worker::close);
    idle.clear();
    busy.forEach(Worker::close);
  }
}
