package dev.portolan.provider.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Answers requests of a kind as Lambda answers who may not make them, and sends the rest on. */
record Forbidding(SdkHttpClient straight, Predicate<SdkHttpRequest> which)
    implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return which.test(request.httpRequest()) ? new Refused() : straight.prepareRequest(request);
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html">Common
   *     errors</a>
   */
  private record Refused() implements ExecutableHttpRequest {
    private static final String BODY = "{\"Message\":\"User is not authorized\"}";

    @Override
    public HttpExecuteResponse call() {
      byte[] bytes = BODY.getBytes(StandardCharsets.UTF_8);
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder()
                  .statusCode(403)
                  .putHeader("x-amzn-ErrorType", "AccessDeniedException")
                  .build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
          .build();
    }

    @Override
    public void abort() {
      // nothing is under way
    }
  }

  @Override
  public void close() {
    straight.close();
  }
}
