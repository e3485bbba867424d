package dev.portolan.sandbox.aws.lambda;

/**
 * How something that was accepted ends badly: told by state, not by an answer.
 *
 * @param code as in StateReasonCode and LastUpdateStatusReasonCode, such as {@code InternalError}
 */
public record AsyncFailure(String code, String reason) {}
