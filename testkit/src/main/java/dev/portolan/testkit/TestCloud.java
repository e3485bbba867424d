package dev.portolan.testkit;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One cloud in which a contract deploys: empty at first, alone, thrown away after. */
public interface TestCloud extends AutoCloseable {
  /** A provider whose calls end here. */
  Provider provider();

  /** What the provider is opened with. */
  Settings settings();

  /** The process environment that the provider may see. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Values among settings and environment that must never be seen anywhere. */
  default Set<String> credentials() {
    return Set.of();
  }

  /** An issuer of tokens that the cloud can reach, where its provider claims {@code JWT}. */
  default String issuer() {
    return "https://issuer.example";
  }

  /** The clock of the cloud and of all that runs against it; waiting on it takes no time. */
  TimeSource time();

  FaultSchedule faults();

  /** Calls since they were last forgotten, in the order in which they came. */
  List<Call> calls();

  /** Forgets all calls; the next is number 1. */
  void forgetCalls();

  /**
   * All that the cloud holds, strangers' things too, as sorted lines. Equal for clouds that serve
   * alike and hold the same resources, whatever was tried before: without times, and without ids
   * and numbers that the cloud chose.
   */
  String state();

  /** Puts things of another owner where this function's things would be, each kind there is. */
  void plantStranger(Owner owner, String function);

  /** Someone changes the memory of a deployed function by hand. */
  void drift(Owner owner, String function);

  /**
   * From now on what is created shows, and can be used by others, only some time after.
   *
   * @param readable when reads show it
   * @param usable when what needs it, as a function needs its role, accepts it
   */
  void delay(Duration readable, Duration usable);

  /**
   * Another cloud that holds what this one holds now and has the same time, in which no call was
   * made; what happens in one from then on does not show in the other. It may be taken while a call
   * is at a point. Spares contracts to deploy the same hundreds of times.
   */
  TestCloud copy();

  /** Whether functions run here, so that an invocation has an answer worth looking at. */
  default boolean executes() {
    return false;
  }

  @Override
  void close();
}
