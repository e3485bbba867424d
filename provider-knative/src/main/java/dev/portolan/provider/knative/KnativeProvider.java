package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import dev.portolan.images.packing.ImagePackager;
import dev.portolan.provider.knative.config.KnativeCheck;
import dev.portolan.provider.knative.config.KnativeSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Any cluster with Knative Serving: its own, OpenShift Serverless, IBM Code Engine. */
public final class KnativeProvider implements Provider {
  private final Transports transports;

  /** Made by {@link java.util.ServiceLoader}. */
  public KnativeProvider() {
    this(Transports.real());
  }

  private KnativeProvider(Transports transports) {
    this.transports = transports;
  }

  /** Speaks through transports of the caller's, for tests. */
  static KnativeProvider over(Transports transports) {
    return new KnativeProvider(transports);
  }

  @Override
  public String name() {
    return KnativeSettings.PROVIDER;
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.of(
        Feature.HTTP,
        Feature.PUBLIC_HTTP,
        Feature.CORS,
        Feature.STREAMING,
        Feature.SCHEDULE,
        Feature.TOPIC,
        Feature.QUEUE,
        Feature.OBJECTS,
        Feature.RECORDS,
        Feature.KAFKA,
        Feature.DEAD_LETTER,
        Feature.SENDING,
        Feature.ENVIRONMENT,
        Feature.SECRET_REFERENCES,
        Feature.MAX_CONCURRENCY,
        Feature.ARM64,
        Feature.PROBE,
        Feature.ROLLBACK,
        Feature.LOGS,
        Feature.OWN_PERMISSIONS);
  }

  @Override
  public List<Setting> settings() {
    return KnativeSettings.KNOWN;
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return KnativeCheck.problems(application, settings);
  }

  @Override
  public Packager packager(Settings settings) {
    return new ImagePackager(KnativeSettings.from(settings).image(), HttpAdapter.find());
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    return new KnativeDeployer(settings, surroundings, transports);
  }
}
