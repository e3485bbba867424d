package com.example.chat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/** Knows what the chat has signed: Ed25519, over the time of sending and the body behind it. */
final class Signatures {
  private static final int KEY_BYTES = 32;

  private final PublicKey key;

  private Signatures(PublicKey key) {
    this.key = key;
  }

  /**
   * Signatures that this key verifies.
   *
   * @param hex 32 bytes as the chat shows them; a public key is no secret
   */
  static Signatures of(String hex) {
    if (hex == null) {
      throw new IllegalStateException("set CHAT_PUBLIC_KEY to the public key of the application");
    }
    byte[] raw = HexFormat.of().parseHex(hex.strip());
    if (raw.length != KEY_BYTES) {
      throw new IllegalStateException("CHAT_PUBLIC_KEY is no key of " + KEY_BYTES + " bytes");
    }
    try {
      return new Signatures(KeyFactory.getInstance("Ed25519").generatePublic(spec(raw)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("CHAT_PUBLIC_KEY is no key of Ed25519", e);
    }
  }

  /** RFC 8032, section 5.1.2: y in little-endian order, and in the last bit whether x is odd. */
  private static EdECPublicKeySpec spec(byte[] raw) {
    boolean odd = (raw[KEY_BYTES - 1] & 0x80) != 0;
    byte[] y = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      y[i] = raw[KEY_BYTES - 1 - i];
    }
    y[0] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
    return new EdECPublicKeySpec(NamedParameterSpec.ED25519, point);
  }

  /** Whether the chat signed this; a signature that is none is not. */
  boolean verify(String hex, String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      return signature.verify(HexFormat.of().parseHex(hex));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
