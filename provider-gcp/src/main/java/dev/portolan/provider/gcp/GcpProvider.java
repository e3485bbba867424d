package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import dev.portolan.provider.gcp.config.GcpCheck;
import dev.portolan.provider.gcp.config.GcpSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Google Cloud: Cloud Functions or Cloud Run, one setting apart. */
public final class GcpProvider implements Provider {
  private final Transports transports;

  /** Made by {@link java.util.ServiceLoader}. */
  public GcpProvider() {
    this(Transports.real());
  }

  private GcpProvider(Transports transports) {
    this.transports = transports;
  }

  /** Speaks through transports of the caller's, for tests. */
  static GcpProvider over(Transports transports) {
    return new GcpProvider(transports);
  }

  @Override
  public String name() {
    return GcpSettings.PROVIDER;
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
        Feature.DEAD_LETTER,
        Feature.SENDING,
        Feature.BUCKETS,
        Feature.ENVIRONMENT,
        Feature.SECRET_REFERENCES,
        Feature.MAX_CONCURRENCY,
        Feature.PROBE,
        Feature.ROLLBACK,
        Feature.LOGS,
        Feature.OWN_PERMISSIONS);
  }

  @Override
  public List<Setting> settings() {
    return GcpSettings.KNOWN;
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return GcpCheck.problems(application, settings);
  }

  @Override
  public Packager packager(Settings settings) {
    return new GcpPackager(GcpSettings.from(settings));
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    return new GcpDeployer(settings, surroundings, transports);
  }
}
