package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks AWS Secrets Manager, with the credentials of the function's role.
 *
 * <p>https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
final class SecretsManagerCalls {
  private static final String SERVICE = "secretsmanager";
  private static final int ATTEMPTS = 3;

  /** "Length Constraints: Minimum length of 32. Maximum length of 64." for a version's id. */
  private static final int MIN_VERSION_ID = 32;

  private final Map<String, String> environment;

  SecretsManagerCalls(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The text of a secret; Base64 if the secret is binary.
   *
   * @param name its name or ARN
   * @param version a version's id, or a staging label; empty for the current version
   */
  String value(String name, String version) throws IOException, GeneralSecurityException {
    JsonWriter body = new JsonWriter().raw("{\"SecretId\":").string(name);
    if (!version.isEmpty()) {
      boolean id = version.length() >= MIN_VERSION_ID;
      body.raw(id ? ",\"VersionId\":" : ",\"VersionStage\":").string(version);
    }
    Wire.Answer answer = send(body.raw("}").toBytes(), region(name));
    Map<?, ?> document = document(answer);
    if (answer.status() != 200) {
      throw new IOException(reason(answer.status(), document));
    }
    Object text = document.get("SecretString");
    text = text == null ? document.get("SecretBinary") : text;
    if (text instanceof String) {
      return (String) text;
    }
    throw new IOException("AWS Secrets Manager answered 200 without a value");
  }

  /** Something in between may answer too, and not in JSON. */
  private static Map<?, ?> document(Wire.Answer answer) throws IOException {
    try {
      return (Map<?, ?>) JsonReader.read(answer.body());
    } catch (CodecException | ClassCastException foreign) {
      throw new IOException("AWS Secrets Manager answered " + answer.status() + " and no JSON");
    }
  }

  private static String reason(int status, Map<?, ?> document) {
    Object type = document.get("__type");
    Object message = document.get("message");
    message = message == null ? document.get("Message") : message;
    return "AWS Secrets Manager answered " + status + " " + type + ": " + message;
  }

  private Wire.Answer send(byte[] body, String region)
      throws IOException, GeneralSecurityException {
    URI endpoint = endpoint(region);
    IOException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        Wire.Answer answer = Wire.send("POST", endpoint, headers(endpoint, region, body), body);
        if (answer.status() < 500) {
          return answer;
        }
        last = new IOException("AWS Secrets Manager answered " + answer.status());
      } catch (IOException failed) {
        last = failed;
      }
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    throw last;
  }

  private Map<String, String> headers(URI endpoint, String region, byte[] body)
      throws IOException, GeneralSecurityException {
    Credentials credentials = Credentials.of(environment);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", endpoint.getRawAuthority());
    headers.put("Content-Type", "application/x-amz-json-1.1");
    headers.put("X-Amz-Target", "secretsmanager.GetSecretValue");
    headers.put(
        "X-Amz-Date",
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now()));
    if (credentials.sessionToken() != null) {
      headers.put("X-Amz-Security-Token", credentials.sessionToken());
    }
    Signer signer = new Signer(credentials.accessKey(), credentials.secretKey(), region, SERVICE);
    headers.put("Authorization", signer.authorization("POST", headers, body));
    return headers;
  }

  /** An ARN names its region; for a name it is the function's. */
  private String region(String name) throws IOException {
    String[] parts = name.split(":");
    String region =
        name.startsWith("arn:") && parts.length > 3 ? parts[3] : environment.get("AWS_REGION");
    if (region == null || region.isEmpty()) {
      throw new IOException("AWS_REGION is not set");
    }
    return region;
  }

  private URI endpoint(String region) {
    String own = environment.get("AWS_ENDPOINT_URL_SECRETS_MANAGER");
    String all = own == null ? environment.get("AWS_ENDPOINT_URL") : own;
    if (all != null) {
      String end = all.endsWith("/") ? "" : "/";
      return URI.create(all + end);
    }
    String domain = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    return URI.create("https://" + SERVICE + "." + region + domain);
  }
}
