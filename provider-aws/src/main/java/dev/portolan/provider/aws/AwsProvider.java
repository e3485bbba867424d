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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** AWS Lambda, with an HTTP API or a function URL in front. */
public final class AwsProvider implements Provider {
  private final Function<Timeouts, SdkHttpClient> transport;

  public AwsProvider() {
    this(AwsProvider::sockets);
  }

  AwsProvider(Function<Timeouts, SdkHttpClient> transport) {
    this.transport = transport;
  }

  /** AWS over another transport, for example one that never leaves the process. Not closed here. */
  public static AwsProvider over(SdkHttpClient transport) {
    return new AwsProvider(timeouts -> new SharedTransport(transport));
  }

  static SdkHttpClient sockets(Timeouts timeouts) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(timeouts.connect())
        .socketTimeout(timeouts.read())
        .build();
  }

  @Override
  public String name() {
    return "aws";
  }

  /**
   * No streaming: "Lambda supports response streaming on Node.js managed runtimes. For other
   * languages, you can use a custom runtime"
   * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html).
   */
  @Override
  public Set<Feature> features() {
    return EnumSet.of(
        Feature.HTTP,
        Feature.PUBLIC_HTTP,
        Feature.JWT,
        Feature.CORS,
        Feature.DIRECT_INVOCATION,
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
        Feature.ARM64,
        Feature.SNAPSHOT,
        Feature.PROBE,
        Feature.ROLLBACK,
        Feature.LOGS,
        Feature.OWN_PERMISSIONS);
  }

  @Override
  public List<Setting> settings() {
    return AwsSettings.KNOWN;
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    return AwsCheck.problems(application, settings);
  }

  @Override
  public Packager packager(Settings settings) {
    return new AwsPackager(AwsSettings.from(settings).runtime());
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings surroundings) {
    return new AwsDeployer(settings, surroundings, transport);
  }
}
