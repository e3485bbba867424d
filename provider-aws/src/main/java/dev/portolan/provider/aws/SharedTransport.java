package dev.portolan.provider.aws;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** A transport that others use too: closing a client leaves it open. */
record SharedTransport(SdkHttpClient shared) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return shared.prepareRequest(request);
  }

  @Override
  public String clientName() {
    return shared.clientName();
  }

  @Override
  public void close() {
    // its maker closes it
  }
}
