package dev.portolan.adapter.awslambda;

import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A Secrets Manager that has these secrets: the one operation that a function asks for
 * (docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html).
 */
final class KeptSecrets implements AutoCloseable {
  private static final String SCHEME = "secret://";
  private static final String UNKNOWN =
      "400 {\"__type\":\"ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find the"
          + " specified secret.\"}";

  private final Map<String, String> secrets;
  private final ToldAws server;

  private KeptSecrets(Map<String, String> secrets) throws IOException {
    this.secrets = Map.copyOf(secrets);
    this.server = ToldAws.start(this::answer);
  }

  static KeptSecrets of(Map<String, String> secrets) {
    try {
      return new KeptSecrets(secrets);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ToldAws.Told answer(ToldAws.Asked asked) {
    Map<?, ?> request = (Map<?, ?>) JsonReader.read(asked.body().getBytes(StandardCharsets.UTF_8));
    String name = (String) request.get("SecretId");
    String value = secrets.get(name);
    if (value == null || !"secretsmanager.GetSecretValue".equals(asked.header("X-Amz-Target"))) {
      return ToldAws.Told.of(UNKNOWN);
    }
    byte[] json = new JsonWriter().value(Map.of("Name", name, "SecretString", value)).toBytes();
    return ToldAws.Told.of("200 " + new String(json, StandardCharsets.UTF_8));
  }

  /** References to all of them, where they are, and the role's credentials. */
  Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    secrets.keySet().forEach(name -> variables.put(name, SCHEME + name));
    variables.put("AWS_REGION", "eu-west-1");
    variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", server.url());
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "key");
    variables.put("AWS_SESSION_TOKEN", "session");
    return variables;
  }

  @Override
  public void close() {
    server.close();
  }
}
