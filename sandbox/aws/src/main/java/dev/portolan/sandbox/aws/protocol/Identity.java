package dev.portolan.sandbox.aws.protocol;

import java.util.Optional;

/**
 * Someone who can sign.
 *
 * @param sessionToken that must come with temporary credentials
 * @param role name of the role taken on; empty for the account's own user
 */
public record Identity(
    String accessKeyId, String secretKey, Optional<String> sessionToken, String role) {
  /** Finds who an access key belongs to. */
  @FunctionalInterface
  public interface Directory {
    Optional<Identity> find(String accessKeyId);
  }

  @Override
  public String toString() {
    return "Identity[" + accessKeyId + "]";
  }
}
