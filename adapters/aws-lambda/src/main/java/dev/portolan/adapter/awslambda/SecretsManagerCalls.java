package dev.portolan.adapter.awslambda;

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
  private static final String NAME = "AWS Secrets Manager";
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
        new AwsCalls(environment, SERVICE, "AWS_ENDPOINT_URL_SECRETS_MANAGER", null, MOST_MILLIS);
    String region = region(name);
    URI endpoint = URI.create("https://" + AwsCalls.host(SERVICE, region) + "/");
    AwsAnswer answer = calls.send(endpoint, "secretsmanager.GetSecretValue", region, body.raw("}"));
    if (answer.status() != 200) {
      throw answer.refusal(NAME);
    }
    Map<?, ?> document = answer.document(NAME);
    Object text = document.get("SecretString");
    text = text == null ? document.get("SecretBinary") : text;
    if (text instanceof String) {
      return (String) text;
    }
    throw new IOException(NAME + " answered 200 without a value");
  }

  /** An ARN names its region; for a name it is the function's. */
  private String region(String name) throws IOException {
    String[] parts = name.split(":");
    return name.startsWith("arn:") && parts.length > 3 && !parts[3].isEmpty()
        ? parts[3]
        : AwsCalls.region(environment);
  }
}
