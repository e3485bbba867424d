package dev.portolan.sandbox.aws.runtime;

/**
 * One call of a function.
 *
 * @param invokedArn as it was addressed, with the alias or version
 * @param clientContext JSON as the function gets it; empty for none
 */
public record Invocation(
    String requestId, byte[] payload, String invokedArn, String clientContext, String traceId) {}
