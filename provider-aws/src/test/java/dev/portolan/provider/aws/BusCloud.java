package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.TestCloud;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An embedded AWS whose topics are event buses, and are all that a function is called by. */
record BusCloud(EmbeddedCloud aws) implements TestCloud {
  private static final Map<String, String> NAMES =
      SampleProject.TOPICS.stream()
          .collect(Collectors.toMap(topic -> "names." + topic, topic -> arn("shop-" + topic)));

  static String arn(String bus) {
    return "arn:aws:events:" + EmbeddedAws.REGION + ":" + EmbeddedAws.ACCOUNT + ":event-bus/" + bus;
  }

  /** One that is deployed to with settings of its own. */
  static BusCloud open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(NAMES);
    settings.putAll(more);
    EmbeddedCloud aws = new EmbeddedCloud(settings);
    aws.stranger().putOn(SampleProject.TOPICS.stream().map(topic -> "shop-" + topic).toList());
    aws.forgetCalls();
    return new BusCloud(aws);
  }

  /**
   * AWS, and of its events topics alone. A name that no function of an application takes from is
   * left out, since the contracts' applications take from different topics.
   */
  private record TopicsAlone(Provider aws) implements Provider {
    @Override
    public String name() {
      return aws.name();
    }

    @Override
    public Set<Feature> features() {
      return EnumSet.of(Feature.TOPIC, Feature.DEAD_LETTER, Feature.DIRECT_INVOCATION);
    }

    @Override
    public List<Setting> settings() {
      return aws.settings();
    }

    @Override
    public List<Problem> check(Application application, Settings settings) {
      return aws.check(application, settings).stream()
          .filter(problem -> !problem.toString().contains("no function names '"))
          .toList();
    }

    @Override
    public Packager packager(Settings settings) {
      return aws.packager(settings);
    }

    @Override
    public Deployer deployer(Settings settings, Surroundings surroundings) {
      return aws.deployer(settings, surroundings);
    }
  }

  @Override
  public Provider provider() {
    return new TopicsAlone(aws.provider());
  }

  @Override
  public BusCloud copy() {
    return new BusCloud(aws.copy());
  }

  @Override
  public Settings settings() {
    return aws.settings();
  }

  @Override
  public Set<String> credentials() {
    return aws.credentials();
  }

  @Override
  public TimeSource time() {
    return aws.time();
  }

  @Override
  public FaultSchedule faults() {
    return aws.faults();
  }

  @Override
  public List<Call> calls() {
    return aws.calls();
  }

  @Override
  public void forgetCalls() {
    aws.forgetCalls();
  }

  @Override
  public String state() {
    return aws.state();
  }

  @Override
  public void plantStranger(Owner owner, String function) {
    aws.plantStranger(owner, function);
  }

  @Override
  public void drift(Owner owner, String function) {
    aws.drift(owner, function);
  }

  @Override
  public void delay(Duration readable, Duration usable) {
    aws.delay(readable, usable);
  }

  @Override
  public void close() {
    aws.close();
  }
}
