package dev.portolan.provider.gcp;

import com.google.api.client.http.HttpTransport;
import dev.portolan.provider.gcp.wire.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Logs in with a service account's key that tests have made; one key for all, since it is slow. */
public final class TestLogin {
  private static final KeyPair KEY = pair();

  private TestLogin() {}

  /**
   * Logs in.
   *
   * @param directory where the key's file goes
   * @param tokens where tokens are had
   */
  public static Login open(Path directory, URI tokens, HttpTransport transport) throws IOException {
    String encoded = Base64.getEncoder().encodeToString(KEY.getPrivate().getEncoded());
    String pem = "-----BEGIN PRIVATE KEY-----\\n" + encoded + "\\n-----END PRIVATE KEY-----\\n";
    Path file =
        Files.writeString(
            directory.resolve("key.json"),
            """
            {"type":"service_account","project_id":"shop-1","private_key_id":"1",
            "private_key":"%s","client_email":"ci@shop-1.iam.gserviceaccount.com","client_id":"1",
            "token_uri":"%s"}
            """
                .formatted(pem, tokens));
    return Login.open(Optional.of(file), transport);
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
