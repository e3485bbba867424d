package dev.portolan.provider.azure.wire;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.portolan.provider.azure.config.TokenPlace;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * Asks for the machine's identity where a setting says. azure-identity looks for such a place in
 * the environment of the process alone, and otherwise asks the metadata service of a virtual
 * machine: what goes there is sent to the setting's place instead.
 */
record Metadata(TokenPlace place) implements HttpPipelinePolicy {
  private static final String SERVICE = "169.254.169.254";
  private static final HttpHeaderName PROOF = HttpHeaderName.fromString("X-IDENTITY-HEADER");

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    redirect(call.getHttpRequest());
    return next.process();
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    redirect(call.getHttpRequest());
    return next.processSync();
  }

  private void redirect(HttpRequest request) {
    if (SERVICE.equals(request.getUrl().getHost())) {
      URI address = place.address();
      request.setUrl(
          address.getScheme() + "://" + address.getAuthority() + request.getUrl().getFile());
      request.setHeader(PROOF, place.header());
    }
  }
}
