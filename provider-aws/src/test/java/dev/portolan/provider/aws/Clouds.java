package dev.portolan.provider.aws;

import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Target;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;

/** Ways to open AWS in tests. */
final class Clouds {
  private Clouds() {}

  /** The embedded cloud without a socket. */
  static Portolan inProcess(EmbeddedAws aws, TimeSource time, Map<String, String> settings) {
    Settings all = settings("http://127.0.0.1:1").with(settings);
    return Portolan.open(AwsProvider.over(new InProcessHttpClient(aws)), all, options(time));
  }

  /** Whatever answers at an endpoint. */
  static Portolan at(
      String endpoint,
      TimeSource time,
      Map<String, String> settings,
      Function<Timeouts, SdkHttpClient> transport) {
    Settings all = settings(endpoint).with(settings);
    return Portolan.open(new AwsProvider(transport), all, options(time));
  }

  static Place place() {
    return Place.of(
        Samples.OWNER,
        "aws",
        new Target("aws", EmbeddedAws.ACCOUNT, EmbeddedAws.REGION, "arn:aws:iam::1:user/ada"));
  }

  static Settings settings(String endpoint) {
    return Settings.of(
        new TreeMap<>(
            Map.of(
                "endpoint", endpoint,
                "region", EmbeddedAws.REGION,
                "accessKeyId", EmbeddedAws.ACCESS_KEY_ID,
                "secretAccessKey", EmbeddedAws.SECRET_ACCESS_KEY)));
  }

  static Portolan.Options options(TimeSource time) {
    return Portolan.Options.standard().withTime(time).withEnvironment(Map.of()).withParallelism(1);
  }
}
