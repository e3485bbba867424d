package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Target;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * One identity in one region, asked for once. Without a region or credentials nothing is called.
 */
final class Session implements AutoCloseable {
  private final AwsSettings settings;
  private final Map<String, String> environment;
  private final Function<Timeouts, SdkHttpClient> transport;
  private final Ledger ledger;
  private AwsClients clients;
  private AwsCalls calls;
  private Target target;

  Session(
      AwsSettings settings,
      Map<String, String> environment,
      Function<Timeouts, SdkHttpClient> transport,
      Ledger ledger) {
    this.settings = settings;
    this.environment = environment;
    this.transport = transport;
    this.ledger = ledger;
  }

  synchronized AwsCalls calls() {
    if (calls == null) {
      clients = new AwsClients(settings, Region.of(region()), environment, transport);
      calls = AwsCalls.of(clients, ledger);
    }
    return calls;
  }

  synchronized Target target() throws Exception {
    if (target == null) {
      AwsCalls known = calls();
      clients.authenticate();
      GetCallerIdentityResponse identity = known.sts().identity();
      if (settings.account().filter(account -> !account.equals(identity.account())).isPresent()) {
        throw DeployException.of(
            DeployException.Kind.INVALID_CONFIGURATION,
            "these credentials are of account "
                + identity.account()
                + ", and portolan.aws.account allows only "
                + settings.account().get(),
            "use the credentials of that account (AWS_PROFILE), or change the setting");
      }
      target = new Target("aws", identity.account(), region(), identity.arn());
    }
    return target;
  }

  Place place(Owner owner) throws Exception {
    Target where = target();
    String[] arn = where.identity().split(":", 3);
    return Place.of(owner, arn.length > 1 ? arn[1] : "aws", where);
  }

  /** The setting, AWS_REGION, then the profile. Instance metadata is not asked. */
  private String region() {
    return settings
        .region()
        .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
        .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
        .or(this::profileRegion)
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.INVALID_CONFIGURATION,
                    "no AWS region",
                    "set portolan.aws.region (-Dportolan.aws.region=eu-central-1), AWS_REGION,"
                        + " or a region in the profile"));
  }

  private Optional<String> profileRegion() {
    try {
      String profile =
          settings.profile().orElse(environment.getOrDefault("AWS_PROFILE", "default"));
      return Optional.ofNullable(
              new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, profile).getRegion())
          .map(Region::id);
    } catch (SdkClientException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    if (clients != null) {
      clients.close();
      clients = null;
      calls = null;
    }
  }
}
