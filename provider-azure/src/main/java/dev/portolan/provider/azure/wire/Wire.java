package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.AddDatePolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.azure.config.Cloud;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all calls go through. None of its pipelines tries anything twice: the engine does, and knows
 * what may be repeated.
 */
public final class Wire {
  /** Storage's tokens are for the same in all clouds. */
  private static final String STORAGE = "https://storage.azure.com/.default";

  private final HttpPipeline manager;
  private final HttpPipeline publishing;
  private final HttpPipeline storage;
  private final HttpPipeline open;
  private final Cloud cloud;
  private final String endpoint;

  /**
   * Opens nothing yet.
   *
   * @param endpoint of Resource Manager; empty for the public cloud's
   * @throws DeployException if it is of no cloud that we know
   */
  public Wire(HttpClient client, Login login, Optional<URI> endpoint) {
    this.cloud = Cloud.at(endpoint).orElseThrow(Wire::unknown);
    this.endpoint = endpoint.map(URI::toString).orElse(cloud.endpoint()).replaceAll("/+$", "");
    Bearer bearer = new Bearer(() -> login.token(managerScope()));
    this.manager = pipeline(client, new Bounds("Resource Manager", cloud::manages), bearer);
    this.publishing =
        pipeline(client, new Bounds("a site's publishing address", cloud::publishes), bearer);
    this.storage =
        pipeline(
            client,
            new Bounds("a storage account", cloud::stores),
            new AddDatePolicy(),
            new Bearer(() -> login.token(STORAGE)));
    this.open = pipeline(client, new Bounds("a site", cloud::serves));
  }

  private static DeployException unknown() {
    return DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        "portolan.azure.endpoint is no Resource Manager that we know",
        "leave it out for the public cloud");
  }

  private static HttpPipeline pipeline(HttpClient client, HttpPipelinePolicy... more) {
    List<HttpPipelinePolicy> policies = new ArrayList<>();
    policies.add(new UserAgentPolicy("portolan"));
    policies.add(new RequestIdPolicy());
    policies.addAll(List.of(more));
    return new HttpPipelineBuilder()
        .httpClient(client)
        .policies(policies.toArray(HttpPipelinePolicy[]::new))
        .build();
  }

  /** Which of Azure's clouds it is. */
  public Cloud cloud() {
    return cloud;
  }

  /** Where Resource Manager is. */
  public String endpoint() {
    return endpoint;
  }

  /** Whom the token is for that Resource Manager and sites' own publishing addresses take. */
  public String managerScope() {
    return cloud.scope();
  }

  /** To Resource Manager. */
  public HttpPipeline manager() {
    return manager;
  }

  /** To sites' own publishing addresses. */
  public HttpPipeline publishing() {
    return publishing;
  }

  /** To what storage accounts hold. */
  public HttpPipeline storage() {
    return storage;
  }

  /** To functions, without a word of who we are. */
  public HttpPipeline open() {
    return open;
  }
}
