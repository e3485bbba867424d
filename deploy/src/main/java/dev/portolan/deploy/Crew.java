package dev.portolan.deploy;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import java.util.concurrent.ThreadLocalRandom;

/** Those who work together at one provider: its deployer, and what the engine puts round it. */
final class Crew implements AutoCloseable {
  private static final Deployer.CallCount NO_CALLS = new Deployer.CallCount(0, 0);

  private final Provider provider;
  private final Settings settings;
  private final Portolan.Options options;
  private final Redaction redaction;
  private final StopSignal time;
  private final Teller teller;
  private final Failures failures;
  private RetryBudget budget;
  private Deployer deployer;

  Crew(Provider provider, Settings settings, Portolan.Options options) {
    this.provider = provider;
    this.settings = settings;
    this.options = options;
    this.redaction = Redaction.from(options.environment()).learn(settings.values());
    this.time = new StopSignal(options.time());
    this.teller = new Teller(provider.name(), options.progress(), time, redaction);
    this.failures = new Failures(provider.name(), this::deployer, redaction);
    begin();
  }

  /** A run begins: time and retries count from here. */
  synchronized void begin() {
    int before = total();
    budget = new RetryBudget(() -> total() - before);
    teller.begin();
  }

  String name() {
    return provider.name();
  }

  Redaction redaction() {
    return redaction;
  }

  StopSignal time() {
    return time;
  }

  Teller teller() {
    return teller;
  }

  Failures failures() {
    return failures;
  }

  int parallelism() {
    return options.parallelism();
  }

  synchronized Patience patience() {
    return new Patience(time, () -> ThreadLocalRandom.current().nextDouble(), budget);
  }

  /** Opened when first asked for, so that what needs no cloud needs no account. */
  synchronized Deployer deployer() {
    if (deployer == null) {
      CallRetry retry = new Retrying(failures, this::patience, time, teller);
      deployer = provider.deployer(settings, new Surroundings(time, retry, options.environment()));
    }
    return deployer;
  }

  synchronized Deployer.CallCount calls() {
    return deployer == null ? NO_CALLS : deployer.calls();
  }

  private int total() {
    Deployer.CallCount calls = calls();
    return calls.reads() + calls.mutations();
  }

  @Override
  public synchronized void close() {
    if (deployer != null) {
      deployer.close();
    }
  }
}
