package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares what a cloud holds with what it shall hold, and lists the steps from one to the other.
 * Only the steps change anything. Methods throw the vendor's exceptions as they are; {@link
 * #classify} says what they mean.
 */
public interface Deployer extends AutoCloseable {
  /** Who we are, and where. The first call of every run; refuses what the settings rule out. */
  Target target() throws Exception;

  /** The steps that make the cloud hold this application. Reads only. */
  Plan plan(Application application, Artifact artifact) throws Exception;

  /** The steps that delete all that the owner has here. Reads only. */
  Plan planRemoval(Owner owner) throws Exception;

  /**
   * The steps that make a kept version serve again.
   *
   * @param version a kept version; empty for the one before the one that serves now
   */
  Plan planRollback(Owner owner, String function, Optional<String> version) throws Exception;

  /** What the owner has here, sorted by function name. */
  List<Deployed> find(Owner owner) throws Exception;

  /** Calls a function with a payload of its input's JSON, past all HTTP. */
  Invocation invoke(Owner owner, String function, byte[] payload) throws Exception;

  /** Tells log lines from an instant on, oldest first; returns the instant to continue from. */
  Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink) throws Exception;

  /** What an exception that this deployer threw means. Never throws. */
  Failure classify(Throwable failure);

  /** Calls made so far. */
  CallCount calls();

  @Override
  void close();

  /**
   * What an invocation gave.
   *
   * @param failed whether the function, not the platform, failed
   */
  record Invocation(boolean failed, byte[] payload) {}

  /** One line of a function's log. */
  record LogLine(Instant time, String text) {}

  /**
   * How many calls a run has made; waiting for a state to settle is not counted.
   *
   * @param mutations calls that may change something
   */
  record CallCount(int reads, int mutations) {}
}
