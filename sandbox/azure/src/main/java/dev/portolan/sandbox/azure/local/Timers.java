package dev.portolan.sandbox.azure.local;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.azure.host.HostedFunction;
import dev.portolan.sandbox.azure.host.Ncrontab;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Has the timers of all apps fire that run. */
final class Timers implements AutoCloseable {
  private static final long GLANCE_MILLIS = 200;

  private final TimeSource time;
  private final Supplier<List<SiteApp>> apps;
  private final Executor threads;
  private final ScheduledExecutorService clock;
  private final Map<Key, SiteTimer> timers = new HashMap<>();

  Timers(TimeSource time, Supplier<List<SiteApp>> apps, Executor threads) {
    this.time = time;
    this.apps = apps;
    this.threads = threads;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "azure-timers");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A timer; with another schedule it is another ({@code CheckPastDueAsync}). */
  private record Key(String site, String function, String schedule) {}

  void start() {
    clock.scheduleWithFixedDelay(this::due, GLANCE_MILLIS, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Fires what is due. */
  synchronized void due() {
    Instant now = time.now();
    List<SiteApp> all = apps.get();
    Set<String> sites = all.stream().map(app -> app.plan().site()).collect(Collectors.toSet());
    timers.keySet().removeIf(key -> !sites.contains(key.site()));
    for (SiteApp app : all) {
      for (HostedFunction function : app.timed()) {
        String schedule = function.schedule().orElseThrow();
        SiteTimer timer =
            timers.computeIfAbsent(
                new Key(app.plan().site(), function.name(), schedule),
                key -> new SiteTimer(Ncrontab.of(schedule), now));
        timer
            .due(now, app)
            .ifPresent(call -> threads.execute(() -> fire(app, function, timer, call)));
      }
    }
  }

  private void fire(SiteApp app, HostedFunction function, SiteTimer timer, SiteTimer.Call call) {
    boolean well = false;
    try {
      well = app.fire(function.name(), call.told(), call.tries());
    } finally {
      timer.ended(call, well, function.retry(), time.now());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
