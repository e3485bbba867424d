package dev.portolan.sandbox.aws.protocol;

/**
 * Who calls, as the signature's credential scope tells.
 *
 * @param arn of the identity: the account's user, or a function's assumed role
 * @param role name of the assumed role; empty for the account's own user, who may do everything
 */
public record Caller(
    String account, String region, String service, String arn, String userId, String role) {
  public static final String PARTITION = "aws";

  /** An ARN in this caller's account and region. */
  public String arnOf(String arnService, String resource) {
    return "arn:" + PARTITION + ":" + arnService + ":" + region + ":" + account + ":" + resource;
  }
}
