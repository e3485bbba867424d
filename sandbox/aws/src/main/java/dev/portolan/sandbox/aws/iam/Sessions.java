package dev.portolan.sandbox.aws.iam;

import dev.portolan.sandbox.aws.protocol.Identity;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Temporary credentials of roles. They end with the process that gave them out. */
public final class Sessions {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Map<String, Identity> byKey = new ConcurrentHashMap<>();

  /** Takes a role on. */
  public Identity assume(String roleArn) {
    String key = "ASIA" + random(32).replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
    Identity identity =
        new Identity(
            key.substring(0, 16),
            secret(),
            Optional.of(random(60)),
            roleArn.substring(roleArn.lastIndexOf('/') + 1));
    byKey.put(identity.accessKeyId(), identity);
    return identity;
  }

  public Optional<Identity> find(String accessKeyId) {
    return Optional.ofNullable(byKey.get(accessKeyId));
  }

  /** A secret access key that nobody has seen. */
  public static String secret() {
    return random(30);
  }

  private static String random(int bytes) {
    byte[] drawn = new byte[bytes];
    RANDOM.nextBytes(drawn);
    return Base64.getEncoder().withoutPadding().encodeToString(drawn);
  }
}
