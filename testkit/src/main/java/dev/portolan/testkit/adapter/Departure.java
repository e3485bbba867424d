package dev.portolan.testkit.adapter;

/**
 * Where a platform answers a case of the contract otherwise, because of what stands before the
 * function there.
 *
 * @param id the case; one that the contract lets platforms depart from
 * @param expected what is answered there
 * @param reason what it is about the platform
 * @param source where that was learned
 */
public record Departure(String id, Expected expected, String reason, String source) {}
