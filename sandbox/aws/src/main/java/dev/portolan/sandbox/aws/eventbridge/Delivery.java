package dev.portolan.sandbox.aws.eventbridge;

/**
 * What a function is due.
 *
 * @param rule the ARN of the rule, which the function's policy must allow
 * @param function its ARN
 * @param deadLetters the ARN of the queue that keeps what cannot be brought; empty for none
 */
public record Delivery(String rule, String function, String deadLetters, byte[] payload) {}
