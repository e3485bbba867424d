package dev.portolan.sandbox.aws.sns;

/** Takes what is to be delivered. */
@FunctionalInterface
public interface Fanout {
  /**
   * Delivers to one function, later.
   *
   * @param topic its ARN, which the function's policy must allow
   */
  void deliver(String topic, String function, byte[] payload);
}
