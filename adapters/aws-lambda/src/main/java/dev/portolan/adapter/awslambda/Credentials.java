package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * The keys of the function's role.
 *
 * <p>In the environment, or, under SnapStart, at the address that {@code
 * AWS_CONTAINER_CREDENTIALS_FULL_URI} names, since keys in a snapshot would be old when it awakes
 * (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html).
 */
record Credentials(String accessKey, String secretKey, String sessionToken) {

  static Credentials of(Map<String, String> environment, int timeoutMillis) throws IOException {
    String accessKey = environment.get("AWS_ACCESS_KEY_ID");
    String secretKey = environment.get("AWS_SECRET_ACCESS_KEY");
    if (accessKey != null && secretKey != null) {
      return new Credentials(accessKey, secretKey, environment.get("AWS_SESSION_TOKEN"));
    }
    String address = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (address == null) {
      throw new IOException("the environment holds no credentials of a role");
    }
    String token = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
    Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", token);
    Exchange exchange = Exchange.open("GET", URI.create(address), headers, null, timeoutMillis);
    byte[] answer = exchange.bytes();
    if (exchange.status() != 200) {
      throw new IOException("no credentials of the role: status " + exchange.status());
    }
    try {
      Map<?, ?> keys = (Map<?, ?>) JsonReader.read(answer);
      return new Credentials(
          (String) keys.get("AccessKeyId"),
          (String) keys.get("SecretAccessKey"),
          (String) keys.get("Token"));
    } catch (CodecException | ClassCastException foreign) {
      throw new IOException("no credentials of the role: the answer is none of them");
    }
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
