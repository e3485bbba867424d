package dev.portolan.provider.azure.wire;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelay;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.AzureDeveloperCliCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.EnvironmentCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import dev.portolan.provider.azure.config.AzureSettings;
import dev.portolan.provider.azure.config.Cloud;
import dev.portolan.provider.azure.config.TokenPlace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Who we are to Azure: what azure-identity finds, or the way that a setting asks for. */
public final class Login {
  private static final RetryPolicy ONCE = new RetryPolicy(new FixedDelay(0, Duration.ofMillis(1)));

  private final TokenCredential credential;
  private final Map<String, SimpleTokenCache> tokens = new ConcurrentHashMap<>();

  private Login(TokenCredential credential) {
    this.credential = credential;
  }

  /** Speaks through the given client, where it speaks HTTP at all; asks nobody yet. */
  public static Login open(AzureSettings settings, HttpClient client) {
    return new Login(
        settings
            .tokens()
            .map(place -> managed(place, client))
            .orElseGet(() -> named(settings, client)));
  }

  /** What stands in for all of this in tests. */
  public static Login of(TokenCredential credential) {
    return new Login(credential);
  }

  private static TokenCredential managed(TokenPlace place, HttpClient client) {
    return with(new ManagedIdentityCredentialBuilder(), client)
        .addPolicy(new Metadata(place))
        .build();
  }

  private static TokenCredential named(AzureSettings settings, HttpClient client) {
    String tenant = settings.tenant().orElse(null);
    String authority = Cloud.at(settings.endpoint()).orElse(Cloud.PUBLIC).authority();
    return switch (settings.credentials()) {
      case CHAIN ->
          with(new DefaultAzureCredentialBuilder().tenantId(tenant), client)
              .authorityHost(authority)
              .build();
      case ENVIRONMENT ->
          with(new EnvironmentCredentialBuilder(), client).authorityHost(authority).build();
      case WORKLOAD_IDENTITY ->
          with(new WorkloadIdentityCredentialBuilder().tenantId(tenant), client)
              .authorityHost(authority)
              .build();
      case MANAGED_IDENTITY -> with(new ManagedIdentityCredentialBuilder(), client).build();
      case CLI -> with(new AzureCliCredentialBuilder().tenantId(tenant), client).build();
      case DEVELOPER_CLI ->
          with(new AzureDeveloperCliCredentialBuilder().tenantId(tenant), client).build();
    };
  }

  private static <B extends CredentialBuilderBase<B>> B with(B builder, HttpClient client) {
    return builder.httpClient(client).retryPolicy(ONCE);
  }

  /** A token for a service; kept until shortly before it ends. */
  Mono<AccessToken> token(String scope) {
    return tokens
        .computeIfAbsent(
            scope,
            asked ->
                new SimpleTokenCache(
                    () -> credential.getToken(new TokenRequestContext().addScopes(asked))))
        .getToken();
  }

  /** What the token for a service says of us; empty where it is not one that can be read. */
  public Optional<Caller> caller(String scope) {
    return Caller.of(token(scope).block().getToken());
  }
}
