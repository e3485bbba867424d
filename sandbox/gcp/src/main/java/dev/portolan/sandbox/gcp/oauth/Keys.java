package dev.portolan.sandbox.gcp.oauth;

import dev.portolan.sandbox.AtomicFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The key pair by which the deployer's account proves itself, and tokens are signed. */
public record Keys(KeyPair pair) {
  /** As long as those that Google gives. */
  private static final int BITS = 2048;

  /**
   * Long enough for what ends with the process, and the least that Java takes and this signature
   * fits into; half as long, a key signs in a sixth of the time.
   */
  private static final int SHARED_BITS = 512;

  private static final class Shared {
    private static final Keys KEYS = made(SHARED_BITS);
  }

  /** One for all clouds in memory of this process: to make one takes time. */
  public static Keys shared() {
    return Shared.KEYS;
  }

  /** The one of this file; made when it is missing. */
  public static Keys open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Keys made = made(BITS);
      AtomicFiles.write(file, made.pem().getBytes(StandardCharsets.UTF_8));
      return made;
    }
    try {
      String text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      byte[] bytes = Base64.getDecoder().decode(text);
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      PrivateKey own = rsa.generatePrivate(new PKCS8EncodedKeySpec(bytes));
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) own;
      BigInteger exponent = key.getPublicExponent();
      PublicKey open = rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), exponent));
      return new Keys(new KeyPair(open, own));
    } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
      throw new IOException(file + " is not readable as a key: delete it to start afresh", e);
    }
  }

  private static Keys made(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new Keys(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String pem() {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  /** The key must not be told. */
  @Override
  public String toString() {
    return "RSA keys";
  }
}
