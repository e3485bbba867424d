package dev.portolan.sandbox.aws.s3;

/** Takes what a bucket tells of its objects. */
@FunctionalInterface
public interface Notices {
  /**
   * Tells one function, later.
   *
   * @param bucket its ARN, which the function's policy must allow
   */
  void deliver(String bucket, String function, byte[] payload);
}
