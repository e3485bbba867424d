package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Lets calls go to addresses of one kind alone, before anything says who we are: most addresses are
 * what an answer named.
 *
 * @param what is at such addresses, for people
 */
record Bounds(String what, Predicate<URI> within) implements HttpPipelinePolicy {
  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    return Mono.defer(
        () -> {
          require(call);
          return next.process();
        });
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    require(call);
    return next.processSync();
  }

  private void require(HttpPipelineCallContext call) {
    URI address = address(call);
    if (address.getHost() == null || !within.test(address)) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          address.getScheme()
              + "://"
              + address.getAuthority()
              + " was named as "
              + what
              + ", and is none: it is told nothing",
          "see who gave this address, and what portolan.azure.endpoint says");
    }
  }

  private static URI address(HttpPipelineCallContext call) {
    try {
      return call.getHttpRequest().getUrl().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an address that is none", e);
    }
  }
}
