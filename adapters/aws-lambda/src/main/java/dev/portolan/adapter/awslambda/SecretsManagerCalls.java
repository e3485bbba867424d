package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Asks AWS Secrets Manager, with the credentials of the function's role.
 *
 * <p>https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
final class SecretsManagerCalls {
  private static final String SERVICE = "secretsmanager";

  /** "Length Constraints: Minimum length of 32. Maximum length of 64." for a version's id. */
  private static final int MIN_VERSION_ID = 32;

  /** What three calls of 5 seconds to connect and 5 to read take at most. */
  private static final long MOST_MILLIS = 30_000;

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
    AwsCalls calls =
        new AwsCalls(environment, SERVICE, "AWS_ENDPOINT_URL_SECRETS_MANAGER", MOST_MILLIS);
    String region = region(name);
    URI endpoint = calls.endpoint(endpoint(region));
    Wire.Answer answer =
        calls.send(endpoint, "secretsmanager.GetSecretValue", region, body.raw("}"));
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

  /** An ARN names its region; for a name it is the function's. */
  private String region(String name) throws IOException {
    String[] parts = name.split(":");
    return name.startsWith("arn:") && parts.length > 3 && !parts[3].isEmpty()
        ? parts[3]
        : AwsCalls.region(environment);
  }

  private static URI endpoint(String region) {
    String domain = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    return URI.create("https://" + SERVICE + "." + region + domain);
  }
}
