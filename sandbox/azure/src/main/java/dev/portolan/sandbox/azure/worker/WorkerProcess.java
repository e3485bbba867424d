package dev.portolan.sandbox.azure.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A worker in a process of its own, which does what the host tells it over one socket. */
public final class WorkerProcess {
  private final JavaWorker worker;
  private final DataOutputStream output;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private WorkerProcess(JavaWorker worker, DataOutputStream output) {
    this.worker = worker;
    this.output = output;
  }

  /**
   * Runs until the host ends it, or is gone.
   *
   * @param arguments the host's port on loopback, the word it knows this process by, and the jar of
   *     Azure's library
   */
  public static void main(String[] arguments) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Socket socket = new Socket(loopback, Integer.parseInt(arguments[0]));
    socket.setTcpNoDelay(true);
    DataOutputStream output =
        new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    Frames.write(output, arguments[1]);
    output.flush();
    JavaWorker worker = JavaWorker.of(new File(arguments[2]));
    DataInputStream input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    try {
      new WorkerProcess(worker, output).run(input);
    } catch (EOFException gone) {
      // a worker without its host has nothing to live for
      System.exit(0);
    }
  }

  private void run(DataInputStream input) throws IOException {
    while (true) {
      switch (input.readByte()) {
        case Frames.LOAD -> load(Frames.loading(input));
        case Frames.INVOKE -> invoke(Frames.invocation(input));
        // hooks of functions run now, with the connection open (WorkerTerminateRequestHandler)
        default -> threads.execute(() -> System.exit(0));
      }
    }
  }

  private void load(Loading loading) {
    threads.submit(
        () -> {
          Outcome outcome;
          try {
            worker.load(loading);
            outcome = Outcome.of(new Datum.None());
          } catch (Exception failed) {
            outcome = Outcome.of(failed);
          }
          tell(Frames.LOADED, loading.id(), outcome);
          return null;
        });
  }

  private void invoke(Invocation call) {
    threads.submit(
        () -> {
          tell(Frames.RESULT, call.id(), worker.invoke(call, logger(call.id())));
          return null;
        });
  }

  private synchronized void tell(int what, String id, Outcome outcome) throws IOException {
    output.writeByte(what);
    Frames.write(output, id);
    Frames.write(output, outcome);
    output.flush();
  }

  /** As {@code WorkerLogManager} has it: one for each invocation, and all levels. */
  private Logger logger(String invocation) {
    Logger logger = Logger.getAnonymousLogger();
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(new ToHost(this, invocation));
    return logger;
  }

  private synchronized void log(String invocation, LogRecord entry) {
    try {
      output.writeByte(Frames.LOG);
      Frames.write(output, invocation);
      Frames.write(output, entry.getLevel().getName() + ": " + entry.getMessage());
      output.flush();
    } catch (IOException gone) {
      System.exit(0);
    }
  }

  private static final class ToHost extends Handler {
    private final WorkerProcess process;
    private final String invocation;

    ToHost(WorkerProcess process, String invocation) {
      this.process = process;
      this.invocation = invocation;
    }

    @Override
    public void publish(LogRecord entry) {
      process.log(invocation, entry);
    }

    @Override
    public void flush() {
      // each is sent at once
    }

    @Override
    public void close() {
      // there is nothing to close
    }
  }
}
