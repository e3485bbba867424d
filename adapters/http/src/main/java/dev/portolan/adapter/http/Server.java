package dev.portolan.adapter.http;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.CloudEvents;
import dev.portolan.runtime.Deadlines;
import dev.portolan.runtime.DirectCalls;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Probe;
import dev.portolan.runtime.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * Listens, gives every connection a thread, and ends without losing a request.
 *
 * <p>It listens from the moment it is opened; {@link #run()} answers.
 */
final class Server {
  private static final int BACKLOG = 1024;

  /**
   * After SIGTERM, requests already on their way are still answered until there was none so long.
   */
  private static final int QUIET_MILLIS = 500;

  final Settings settings;
  final Overload overload;
  final Memory memory;

  private final Invoker invoker;
  private final Deadlines deadlines;
  private final boolean takesEvents;
  private final ServerSocket listener;
  private final Threads threads;
  private final Set<Connection> connections = new HashSet<>();
  private final int mostConnections;

  /** {@code null} for Knative, until it is asked. */
  private volatile Platform platform;

  private int running;
  private long lastEvent;
  private volatile boolean draining;

  private Server(Settings settings, Invoker invoker, Platform platform, ServerSocket listener) {
    this.settings = settings;
    this.invoker = invoker;
    this.platform = platform;
    this.takesEvents = invoker.takesEvents();
    this.listener = listener;
    this.overload = new Overload(settings.concurrency());
    this.memory = new Memory(Runtime.getRuntime().maxMemory() / 4);
    this.mostConnections = Math.max(512, 2 * settings.concurrency());
    this.threads = Threads.open(settings.virtualThreads());
    this.deadlines = new Deadlines(settings.handlerMillis());
  }

  /**
   * Listens; connections wait until {@link #run()}.
   *
   * @param platform {@code null} for Knative
   */
  static Server open(Settings settings, Invoker invoker, Platform platform) throws IOException {
    if (invoker.takesHttp()) {
      Probe.requireFree(invoker);
    }
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    InetSocketAddress address =
        settings.address() == null
            ? new InetSocketAddress(settings.port())
            : new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port());
    try {
      listener.bind(address, BACKLOG);
    } catch (IOException taken) {
      listener.close();
      throw new StartException(
          "Cannot listen on port " + settings.port() + ": " + taken.getMessage(), null);
    }
    return new Server(settings, invoker, platform, listener);
  }

  int port() {
    return listener.getLocalPort();
  }

  String function() {
    return invoker.functionName();
  }

  boolean isDraining() {
    return draining;
  }

  Platform platform() {
    if (platform == null) {
      platform = new KnativeEvents();
    }
    return platform;
  }

  /** Whether events may come. */
  boolean takesEvents() {
    return takesEvents;
  }

  /** Whether anything else may come. */
  boolean takesHttp() {
    return invoker.takesHttp();
  }

  /**
   * The event that a request is; {@code null} if the function did not ask for it.
   *
   * @throws dev.portolan.codec.CodecException if it is none
   */
  Object event(HttpCall call) {
    HttpRequest request = call.request;
    return platform().event(CloudEvents.tree(request), request.headers(), invoker, call);
  }

  /** The answer as the sender of the event shall have it. */
  HttpResponse toSender(HttpResponse response, Object event, HttpCall call) {
    return platform().toSender(response, event, call.request.headers(), invoker, call);
  }

  /** The answer to a document without a route. */
  HttpResponse direct(byte[] payload, HttpCall call) {
    return DirectCalls.answer(payload, invoker, call);
  }

  /**
   * The handler's response; {@code null} if its time was up and there is one already.
   *
   * @param event the event to hand over; {@code null} for the request itself
   */
  HttpResponse invoke(Object event, HttpCall call) {
    deadlines.add(call.deadline);
    HttpResponse response = null;
    try {
      response =
          event == null
              ? invoker.httpHere(call.request, false, call)
              : invoker.eventHere(event, call);
    } finally {
      if (!deadlines.remove(call.deadline)) {
        response = null;
      }
      // Whoever interrupted this thread meant the handler.
      Thread.interrupted();
    }
    return response;
  }

  /** Lets other connections have their turn, between two requests of one. */
  void takeTurns() {
    threads.takeTurns();
  }

  void watch(HttpCall call) {
    deadlines.add(call.deadline);
  }

  void endWatch(HttpCall call) {
    deadlines.remove(call.deadline);
  }

  boolean begin(HttpCall call) {
    return deadlines.begin(call.deadline);
  }

  HttpResponse late(HttpCall call) {
    return invoker.late(call.request, call, call.deadline.handler());
  }

  /** Answers until the server is drained. */
  void run() {
    Deadlines.start(deadlines, "portolan-deadlines");
    while (!listener.isClosed()) {
      Socket socket;
      try {
        socket = listener.accept();
      } catch (IOException failed) {
        pause();
        continue;
      }
      accept(socket);
    }
  }

  private void accept(Socket socket) {
    Connection connection = new Connection(this, socket);
    boolean room;
    synchronized (this) {
      room = connections.size() < mostConnections && connections.add(connection);
      lastEvent = System.nanoTime();
    }
    if (!room || !start(connection)) {
      Crowd.refuse(socket);
    }
  }

  private boolean start(Connection connection) {
    try {
      threads.start(connection);
      return true;
    } catch (OutOfMemoryError noThread) {
      ended(connection);
      return false;
    }
  }

  /** Waits a little where accepting fails: out of file descriptors, it would fail at once again. */
  private synchronized void pause() {
    try {
      if (!listener.isClosed()) {
        wait(100);
      }
    } catch (InterruptedException ignored) {
      // There is nothing to be interrupted for.
    }
  }

  synchronized void began() {
    running++;
    lastEvent = System.nanoTime();
  }

  synchronized void answered() {
    running--;
    lastEvent = System.nanoTime();
    if (draining) {
      notifyAll();
    }
  }

  /** How many connections are open. */
  synchronized int open() {
    return connections.size();
  }

  synchronized void ended(Connection connection) {
    connections.remove(connection);
  }

  /**
   * Ends the server: what runs is finished, what is on its way is answered, what comes later is
   * refused.
   *
   * @return how many requests were still running when the time for that was up
   */
  int drain() throws InterruptedException, IOException {
    draining = true;
    long end = System.nanoTime() + settings.drainMillis() * 1_000_000L;
    int lost;
    synchronized (this) {
      lastEvent = System.nanoTime();
      for (long left = left(end); left > 0; left = left(end)) {
        wait(left);
      }
      lost = running;
    }
    listener.close();
    Connection[] open;
    synchronized (this) {
      notifyAll();
      open = connections.toArray(new Connection[0]);
    }
    for (Connection connection : open) {
      connection.close();
    }
    return lost;
  }

  /** How many milliseconds to wait at most before looking again; 0 if it is over. */
  private long left(long end) {
    long now = System.nanoTime();
    long untilEnd = (end - now) / 1_000_000;
    if (running > 0) {
      return Math.max(0, untilEnd);
    }
    long untilQuiet = QUIET_MILLIS - (now - lastEvent) / 1_000_000;
    return Math.max(0, Math.min(untilEnd, untilQuiet));
  }
}
