package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import java.net.URI;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Stops a request in plain text before it leaves this machine, wherever its endpoint came from. */
final class LoopbackGuard implements ExecutionInterceptor {
  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes ignored) {
    URI uri = context.httpRequest().getUri();
    Endpoints.refusal(uri)
        .ifPresent(
            what -> {
              throw DeployException.of(
                  DeployException.Kind.INVALID_CONFIGURATION,
                  "the endpoint " + what,
                  "use https, or plain http to localhost (AWS_ENDPOINT_URL, portolan.aws.endpoint)");
            });
  }
}
