package dev.portolan.sandbox.azure.wire;

/**
 * Whose token a request bears.
 *
 * @param principal object id in the directory
 * @param audience for which the token was given
 */
public record Caller(String principal, String audience) {
  /** The one who deploys; owner of the subscription, and so not of the data in it. */
  public static final String DEPLOYER = "5c0ffee0-0000-4000-8000-00000000da7a";
}
