package dev.portolan.sandbox.azure.local;

import dev.portolan.sandbox.ArchiveFolders;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.host.AppHost;
import dev.portolan.sandbox.azure.host.HostedFunction;
import dev.portolan.sandbox.azure.host.Keys;
import dev.portolan.sandbox.azure.host.Ncrontab;
import dev.portolan.sandbox.azure.host.Spec;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.worker.Datum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One package with its settings, from its first moment to its last. Thread-safe. */
final class SiteApp implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final AppPlan plan;
  private final Function<String, Map<String, String>> surroundings;
  private final SiteLog log;
  private final CompletableFuture<AppHost> host = new CompletableFuture<>();
  private Semaphore messages;

  SiteApp(AppPlan plan, Function<String, Map<String, String>> surroundings, SiteLog log) {
    this.plan = plan;
    this.surroundings = surroundings;
    this.log = log;
  }

  AppPlan plan() {
    return plan;
  }

  /** Unpacks and starts it; takes as long as that takes. */
  void start(ArchiveFolders folders, BlobStore blobs) {
    try {
      String digest = plan.blob().orElseThrow();
      Path folder = folders.folder(digest, () -> blobs.get(digest));
      AppHost opened =
          AppHost.open(
              new Spec(
                  folder,
                  environment(),
                  0,
                  Path.of(System.getProperty("java.home")),
                  log::line,
                  keys(),
                  null));
      if (!host.complete(opened)) {
        opened.close();
      }
    } catch (IOException | RuntimeException e) {
      log.line("The host did not start: " + e.getMessage());
      host.completeExceptionally(e);
    }
  }

  private Keys keys() {
    Map<String, Set<String>> functions = new TreeMap<>();
    plan.keys()
        .forEach(
            (name, key) -> {
              if (name.startsWith(AppPlan.FUNCTION_KEY)) {
                functions.put(name.substring(AppPlan.FUNCTION_KEY.length()), Set.of(key));
              }
            });
    return new Keys(plan.keys().get("master"), Set.of(plan.keys().get("default")), functions);
  }

  /** The heap is bounded by the instance's memory, unless the app says otherwise. */
  private Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>(surroundings.apply(plan.site()));
    all.putAll(plan.environment());
    all.putIfAbsent("JAVA_OPTS", "-Xmx" + plan.memoryMegabytes() / 2 + "m");
    return all;
  }

  Standing standing() {
    if (!host.isDone()) {
      return Standing.starting();
    }
    try {
      return Standing.runningWith(
          host.join().functions().stream()
              .filter(each -> each.error().isPresent())
              .map(SiteApp::trouble)
              .collect(Collectors.joining("; ")));
    } catch (CompletionException e) {
      return Standing.failed(e.getCause().toString());
    }
  }

  private static String trouble(HostedFunction function) {
    return "The '" + function.name() + "' function is in error: " + function.error().orElseThrow();
  }

  /** Answers a request, once it runs. */
  WireResponse answer(WireRequest request) {
    try {
      return host.get(START_SECONDS, TimeUnit.SECONDS).handle(request);
    } catch (ExecutionException | TimeoutException e) {
      return AppPlan.NO_HOST;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return AppPlan.NO_HOST;
    }
  }

  /** The functions that timers call and nothing is wrong with; none before it runs. */
  List<HostedFunction> timed() {
    return runs()
        ? host.join().functions().stream()
            .filter(each -> each.schedule().isPresent() && each.error().isEmpty())
            .toList()
        : List.of();
  }

  /**
   * Has a function called by its timer.
   *
   * @param tries how often this was tried before
   * @return whether it went well, or the app is no more
   */
  boolean fire(String function, String timer, int tries) {
    return !runs()
        || host.join().fire(function, new Datum.Json(timer), Map.of(), tries).succeeded();
  }

  /**
   * Has an event call a function, once it runs, and no more at once than {@code host.json} allows.
   *
   * @return whether it went well; empty if there is no such function to call
   */
  Optional<Boolean> deliver(Arrival arrival) {
    if (!isUp()) {
      return Optional.empty();
    }
    boolean callable =
        host.join().functions().stream()
            .anyMatch(each -> each.name().equals(arrival.function()) && each.error().isEmpty());
    if (!callable) {
      return Optional.empty();
    }
    Semaphore places = places();
    places.acquireUninterruptibly();
    try {
      return Optional.of(
          host.join()
              .fire(arrival.function(), arrival.value(), arrival.metadata(), arrival.tries())
              .succeeded());
    } finally {
      places.release();
    }
  }

  private synchronized Semaphore places() {
    if (messages == null) {
      messages = new Semaphore(host.join().messagesAtOnce(), true);
    }
    return messages;
  }

  /** Waits for it. */
  private boolean isUp() {
    try {
      host.get(START_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Has all timers call their functions now; whether each went well. None if it does not run. */
  Map<String, Boolean> fireTimers(Instant now) {
    Map<String, Boolean> ended = new TreeMap<>();
    if (!isUp()) {
      return ended;
    }
    for (HostedFunction each : timed()) {
      String told = SiteTimer.byHand(Ncrontab.of(each.schedule().orElseThrow()), now);
      ended.put(each.name(), fire(each.name(), told, 0));
    }
    return ended;
  }

  private boolean runs() {
    return host.isDone() && !host.isCompletedExceptionally();
  }

  /** Ends it, even while it starts. */
  @Override
  public void close() {
    if (!host.completeExceptionally(new IOException("the site was stopped"))
        && !host.isCompletedExceptionally()) {
      host.join().close();
    }
  }
}
