package dev.portolan.sandbox.azure.local;

import dev.portolan.sandbox.ArchiveFolders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.plane.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs sites as processes of this machine, one each, and has their timers fire. A site starts when
 * it is first looked at or called, and again when its package or its settings are others.
 */
public final class LocalPlane implements DataPlane {
  private static final long UNPACKED = 1L << 30;

  private final World world;
  private final ArchiveFolders folders;
  private final ExecutorService threads;
  private final Timers timers;
  private final Map<String, SiteApp> apps = new ConcurrentHashMap<>();

  private LocalPlane(World world) {
    this.world = world;
    this.folders = new ArchiveFolders(world.directory().resolve("apps"), UNPACKED);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "azure-plane-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.timers = new Timers(world.time(), () -> List.copyOf(apps.values()), threads);
    timers.start();
  }

  /** Runs what is published. */
  public static LocalPlane open(World world) {
    return new LocalPlane(world);
  }

  /** The app of a site as it is now wanted, which begins to start when it has not begun. */
  private SiteApp app(AppPlan plan) {
    return apps.compute(
        plan.site(),
        (site, held) -> {
          if (held != null && held.plan().equals(plan)) {
            return held;
          }
          if (held != null) {
            threads.execute(held::close);
          }
          SiteApp next = new SiteApp(plan, world.surroundings(), new SiteLog(world, site));
          threads.execute(() -> next.start(folders, world.blobs()));
          return next;
        });
  }

  @Override
  public Standing look(AppPlan plan) {
    return app(plan).standing();
  }

  @Override
  public WireResponse answer(AppPlan plan, WireRequest request) {
    return app(plan).answer(request);
  }

  @Override
  public Map<String, Boolean> fireTimers(AppPlan plan) {
    return app(plan).fireTimers(world.time().now());
  }

  @Override
  public Optional<Boolean> deliver(AppPlan plan, Arrival arrival) {
    return app(plan).deliver(arrival);
  }

  @Override
  public void log(String site, String line) {
    new SiteLog(world, site).line(line);
  }

  @Override
  public void retain(Set<String> sites) {
    for (String site : Set.copyOf(apps.keySet())) {
      if (!sites.contains(site)) {
        SiteApp gone = apps.remove(site);
        threads.execute(gone::close);
      }
    }
  }

  @Override
  public void close() {
    timers.close();
    apps.values().forEach(SiteApp::close);
    threads.shutdownNow();
  }
}
