package dev.portolan.sandbox.azure;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.polling.SyncPoller;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.resourcemanager.appservice.AppServiceManager;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.msi.MsiManager;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.storage.StorageManager;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.portolan.sandbox.azure.client.InProcessHttpClient;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Microsoft's own clients of an embedded Azure. */
record Clients(AzureCloud cloud, HttpClient http) {
  static final String MANAGEMENT = "https://management.azure.com/.default";
  static final String STORAGE = "https://storage.azure.com/.default";

  static Clients of(AzureCloud cloud) {
    return new Clients(cloud, new InProcessHttpClient(cloud));
  }

  /** The credential that a machine of Azure has. */
  ManagedIdentityCredential credential() {
    return new ManagedIdentityCredentialBuilder()
        .pipeline(new HttpPipelineBuilder().httpClient(http).policies(new Rerouted(cloud)).build())
        .build();
  }

  /** Sends what is meant for the machine's own address to the cloud, with the cloud's word. */
  private record Rerouted(AzureCloud cloud) implements HttpPipelinePolicy {
    @Override
    public Mono<HttpResponse> process(
        HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
      String asked = context.getHttpRequest().getUrl().toString();
      context
          .getHttpRequest()
          .setUrl(asked.replaceFirst("^http://[^/]+", cloud.settings().get("endpoint")))
          .setHeader(
              HttpHeaderName.fromString("X-IDENTITY-HEADER"),
              cloud.settings().get("identityHeader"));
      return next.process();
    }
  }

  /** Puts a token into each request, over plain HTTP too. */
  private record Bearer(String token) implements HttpPipelinePolicy {
    @Override
    public Mono<HttpResponse> process(
        HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
      context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token);
      return next.process();
    }
  }

  HttpPipeline pipeline(String scope) {
    String token =
        credential().getToken(new TokenRequestContext().addScopes(scope)).block().getToken();
    return new HttpPipelineBuilder().httpClient(http).policies(new Bearer(token)).build();
  }

  AzureProfile profile() {
    AzureEnvironment environment =
        new AzureEnvironment(
            Map.of(
                "resourceManagerEndpointUrl",
                cloud.settings().get("endpoint"),
                "managementEndpointUrl",
                cloud.settings().get("endpoint"),
                "microsoftGraphResourceId",
                "https://graph.microsoft.com/",
                "activeDirectoryEndpointUrl",
                "https://login.microsoftonline.com/"));
    return new AzureProfile(AzureCloud.TENANT, AzureCloud.SUBSCRIPTION, environment);
  }

  ResourceManager resources() {
    return ResourceManager.authenticate(pipeline(MANAGEMENT), profile())
        .withSubscription(AzureCloud.SUBSCRIPTION);
  }

  StorageManager storage() {
    return StorageManager.authenticate(pipeline(MANAGEMENT), profile());
  }

  MsiManager identities() {
    return MsiManager.authenticate(pipeline(MANAGEMENT), profile());
  }

  AuthorizationManager authorization() {
    return AuthorizationManager.authenticate(pipeline(MANAGEMENT), profile());
  }

  AppServiceManager web() {
    return AppServiceManager.authenticate(pipeline(MANAGEMENT), profile());
  }

  BlobServiceClient blobs(String endpoint) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint)
        .pipeline(pipeline(STORAGE))
        .buildClient();
  }

  /** What comes of an operation, asked for again and again without the pause that Azure wants. */
  static <T> T done(SyncPoller<?, T> poller) {
    while (!poller.poll().getStatus().isComplete()) {
      Thread.onSpinWait();
    }
    return poller.getFinalResult();
  }
}
