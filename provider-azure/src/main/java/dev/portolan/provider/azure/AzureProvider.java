package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import dev.portolan.provider.azure.config.AzureCheck;
import dev.portolan.provider.azure.config.AzureSettings;
import dev.portolan.provider.azure.packing.AzurePackager;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Azure Functions on Flex Consumption: a function app for each function. */
public final class AzureProvider implements Provider {
  private final Transports transports;

  /** Made by {@link java.util.ServiceLoader}. */
  public AzureProvider() {
    this(Transports.real());
  }

  private AzureProvider(Transports transports) {
    this.transports = transports;
  }

  /** Speaks through transports of the caller's, for tests. */
  static AzureProvider over(Transports transports) {
    return new AzureProvider(transports);
  }

  @Override
  public String name() {
    return AzureSettings.PROVIDER;
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.of(
        Feature.HTTP,
        Feature.PUBLIC_HTTP,
        Feature.CORS,
        Feature.SCHEDULE,
        Feature.TOPIC,
        Feature.QUEUE,
        Feature.OBJECTS,
        Feature.RECORDS,
        Feature.KAFKA,
        Feature.DEAD_LETTER,
        Feature.SENDING,
        Feature.BUCKETS,
        Feature.ENVIRONMENT,
        Feature.SECRET_REFERENCES,
        Feature.MAX_CONCURRENCY,
        Feature.PROBE,
        Feature.ROLLBACK,
        Feature.OWN_PERMISSIONS);
  }

  @Override
  public List<Setting> settings() {
    return AzureSettings.KNOWN;
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return AzureCheck.problems(application, settings);
  }

  @Override
  public Packager packager(Settings settings) {
    return new AzurePackager(AzureSettings.from(settings).runtime());
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    return new AzureDeployer(settings, surroundings, transports);
  }
}
