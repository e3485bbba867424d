package dev.portolan.deploy.driver;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A cloud embedded on loopback that a provider's own client calls unchanged. Found with {@link
 * java.util.ServiceLoader}.
 */
public interface SandboxCloud {
  /** The provider whose cloud this is. */
  String provider();

  /** Starts it with the state it was left in. */
  Running start(Spec spec) throws Exception;

  /**
   * Where and how a sandbox runs.
   *
   * @param directory holds the state of all runs; created if missing
   * @param log takes lines worth telling a person
   */
  record Spec(Path directory, TimeSource time, Consumer<String> log) {
    public Spec {
      Objects.requireNonNull(directory, "directory");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(log, "log");
    }
  }

  /** A sandbox that is up. Closing ends its processes and keeps its state. */
  interface Running extends AutoCloseable {
    /** What the provider must be opened with to reach it: endpoint, place, credentials. */
    Map<String, String> settings();

    /**
     * Has something happen as it does at the cloud: with its envelope, its retries and its dead
     * letters. Waits until nothing more comes of it.
     *
     * @throws dev.portolan.deploy.model.DeployException if no function that is deployed listens
     */
    Happening.Result fire(Happening happening) throws Exception;

    @Override
    void close();
  }
}
