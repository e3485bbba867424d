package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.testkit.SampleProject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An embedded AWS whose topics are event buses, and are all that a function is called by. */
final class BusCloud {
  private static final Map<String, String> NAMES =
      SampleProject.TOPICS.stream()
          .collect(Collectors.toMap(topic -> "names." + topic, topic -> arn("shop-" + topic)));

  private BusCloud() {}

  static String arn(String bus) {
    return "arn:aws:events:" + EmbeddedAws.REGION + ":" + EmbeddedAws.ACCOUNT + ":event-bus/" + bus;
  }

  /** One that is deployed to with settings of its own. */
  static EmbeddedCloud open(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(NAMES);
    settings.putAll(more);
    EmbeddedCloud aws = new EmbeddedCloud(settings, TopicsAlone::new);
    aws.stranger().putOn(SampleProject.TOPICS.stream().map(topic -> "shop-" + topic).toList());
    aws.forgetCalls();
    return aws;
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
}
