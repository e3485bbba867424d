package dev.portolan.provider.azure.wire;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Says who we are. azure-core's own policy refuses whatever is not https, this machine's own
 * addresses too; where this one may speak, {@link Bounds} before it says.
 *
 * @see com.azure.core.http.policy.BearerTokenAuthenticationPolicy
 */
final class Bearer implements HttpPipelinePolicy {
  private final Supplier<Mono<AccessToken>> token;

  Bearer(Supplier<Mono<AccessToken>> token) {
    this.token = token;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    return Mono.defer(token)
        .flatMap(
            got -> {
              authorize(call, got);
              return next.process();
            });
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    authorize(call, token.get().block());
    return next.processSync();
  }

  private static void authorize(HttpPipelineCallContext call, AccessToken token) {
    call.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.getToken());
  }
}
