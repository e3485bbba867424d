package dev.portolan.provider.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Asks moto, but for a list of authorizers, which it answers with 500: there are none. */
record MotoGaps(SdkHttpClient moto) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    boolean listed =
        request.httpRequest().method() == SdkHttpMethod.GET
            && request.httpRequest().encodedPath().endsWith("/authorizers");
    return listed ? new None() : moto.prepareRequest(request);
  }

  @Override
  public void close() {
    moto.close();
  }

  private record None() implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      byte[] body = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(200)
                  .putHeader("Content-Type", "application/json")
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
    }

    @Override
    public void abort() {
      // nothing is under way
    }
  }
}
