package dev.portolan.sandbox.aws;

import java.net.URI;
import java.net.http.HttpRequest;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** GET requests signed by the vendor's own signer. */
final class Signed {
  private Signed() {}

  static HttpRequest.Builder get(String url, String service, AwsCredentials credentials) {
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(URI.create(url)).build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                s ->
                    s.identity(credentials)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, EmbeddedAws.REGION))
            .request();
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url));
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    return builder;
  }
}
