package dev.portolan.deploy.sandbox;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The embedded clouds of one directory, for one run: those that another process keeps up there, or
 * its own, which continue from the state of the last run and end with this one.
 *
 * <p>One process at a time runs clouds in a directory. A run that finds it taken by another run's
 * own clouds waits until they end, for up to five minutes.
 */
public final class Sandbox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Path directory;
  private final Optional<DirectoryLock> lock;
  private final Map<String, Map<String, String>> settings = new TreeMap<>();
  private final Map<String, SandboxCloud.Running> running = new LinkedHashMap<>();
  private Optional<FireServer> server = Optional.empty();
  private Optional<EndpointFile.Endpoint> joined = Optional.empty();

  private Sandbox(Path directory, Optional<DirectoryLock> lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Joins the clouds kept up in a directory, or starts these.
   *
   * @param clouds asked for only when they are to be started
   * @param log takes lines worth telling a person
   * @throws DeployException when the clouds kept up lack one of the providers, or one cannot start
   */
  public static Sandbox open(
      Path directory,
      List<String> providers,
      Supplier<List<SandboxCloud>> clouds,
      TimeSource time,
      Consumer<String> log) {
    try {
      EndpointFile file = new EndpointFile(directory);
      Instant end = time.now().plus(PATIENCE);
      for (boolean told = false; time.now().isBefore(end); time.sleep(GLANCE)) {
        Optional<DirectoryLock> lock = DirectoryLock.take(directory);
        if (lock.isPresent()) {
          return started(directory, lock.get(), clouds, time, log);
        }
        Optional<EndpointFile.Endpoint> endpoint = file.read();
        if (endpoint.isPresent()) {
          return joined(directory, endpoint.get(), providers);
        }
        if (!told) {
          log.accept("waiting for another run to end that uses the sandbox in " + directory);
          told = true;
        }
      }
      throw taken(directory, "another run");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the sandbox directory " + directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeployException.of(
          DeployException.Kind.INTERRUPTED, "interrupted while waiting for the sandbox", "");
    }
  }

  /**
   * Starts clouds that other processes may join until this is closed.
   *
   * @throws DeployException when the directory is taken, or a cloud cannot start
   */
  public static Sandbox keepUp(
      Path directory, List<SandboxCloud> clouds, TimeSource time, Consumer<String> log) {
    try {
      Optional<DirectoryLock> lock = DirectoryLock.take(directory);
      if (lock.isEmpty()) {
        Optional<EndpointFile.Endpoint> other = new EndpointFile(directory).read();
        throw taken(directory, other.map(o -> "process " + o.pid()).orElse("another run"));
      }
      Sandbox sandbox = started(directory, lock.get(), () -> clouds, time, log);
      boolean open = false;
      try {
        FireServer server =
            FireServer.open(question -> sandbox.fire(question.provider(), question.happening()));
        sandbox.server = Optional.of(server);
        new EndpointFile(directory).write(server, sandbox.settings);
        open = true;
        return sandbox;
      } finally {
        if (!open) {
          sandbox.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the sandbox directory " + directory, e);
    }
  }

  /** Whether another process keeps these clouds up, so that they outlive this run. */
  public boolean joined() {
    return lock.isEmpty();
  }

  /** What a provider must be opened with to reach its cloud here. */
  public Map<String, String> settings(String provider) {
    return Map.copyOf(settings.get(provider));
  }

  /**
   * Has something happen at a provider's cloud, and waits until nothing more comes of it.
   *
   * @throws DeployException if no function that is deployed listens, or the sandbox is gone
   */
  public Happening.Result fire(String provider, Happening happening) {
    if (joined.isEmpty() && !running.containsKey(provider)) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the sandbox has no cloud of " + provider,
          "it has " + String.join(", ", running.keySet()));
    }
    try {
      return joined.isPresent()
          ? FireClient.fire(joined.get(), new FireWire.Question(provider, happening))
          : running.get(provider).fire(happening);
    } catch (DeployException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeployException.of(
          DeployException.Kind.INTERRUPTED, "interrupted while functions were called", "");
    } catch (Exception e) {
      throw new DeployException(
          DeployException.Kind.UNAVAILABLE,
          "the sandbox for " + provider + " could not do that: " + e,
          "see what it said: portolan:logs",
          e);
    }
  }

  /** Ends the clouds that this run started; joined ones stay up. */
  @Override
  public void close() {
    try {
      if (lock.isPresent()) {
        new EndpointFile(directory).delete();
        server.ifPresent(FireServer::close);
        List<SandboxCloud.Running> clouds = new ArrayList<>(running.values());
        Collections.reverse(clouds);
        clouds.forEach(SandboxCloud.Running::close);
        lock.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let go of the sandbox directory " + directory, e);
    }
  }

  private static Sandbox joined(
      Path directory, EndpointFile.Endpoint endpoint, List<String> providers) {
    Sandbox sandbox = new Sandbox(directory, Optional.empty());
    sandbox.settings.putAll(endpoint.clouds());
    sandbox.joined = Optional.of(endpoint);
    List<String> missing =
        providers.stream().filter(provider -> !endpoint.clouds().containsKey(provider)).toList();
    if (!missing.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the sandbox that process %d keeps up has %s, not %s"
              .formatted(
                  endpoint.pid(),
                  String.join(", ", endpoint.clouds().keySet()),
                  String.join(", ", missing)),
          "end it and start it for all providers, or use another portolan.sandbox.dir");
    }
    return sandbox;
  }

  private static Sandbox started(
      Path directory,
      DirectoryLock lock,
      Supplier<List<SandboxCloud>> clouds,
      TimeSource time,
      Consumer<String> log)
      throws IOException {
    Sandbox sandbox = new Sandbox(directory, Optional.of(lock));
    boolean up = false;
    try {
      new EndpointFile(directory).delete();
      for (SandboxCloud cloud : clouds.get()) {
        SandboxCloud.Running running = start(cloud, new SandboxCloud.Spec(directory, time, log));
        sandbox.running.put(cloud.provider(), running);
        sandbox.settings.put(cloud.provider(), new TreeMap<>(running.settings()));
      }
      up = true;
      return sandbox;
    } finally {
      if (!up) {
        sandbox.close();
      }
    }
  }

  private static SandboxCloud.Running start(SandboxCloud cloud, SandboxCloud.Spec spec) {
    try {
      return cloud.start(spec);
    } catch (Exception e) {
      throw new DeployException(
          DeployException.Kind.UNAVAILABLE,
          "the sandbox for " + cloud.provider() + " did not start: " + e.getMessage(),
          "if its state in " + spec.directory() + " is damaged, delete that directory",
          e);
    }
  }

  private static DeployException taken(Path directory, String by) {
    return DeployException.of(
        DeployException.Kind.CONFLICT,
        "the sandbox directory " + directory + " is in use by " + by,
        "end that one, or use another portolan.sandbox.dir");
  }
}
