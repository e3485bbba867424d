package dev.portolan.sandbox;

/** Answers requests; safe for use by many threads. */
@FunctionalInterface
public interface WireHandler {
  /**
   * Answers one request.
   *
   * @throws ConnectionLostException when a fault ends the connection without an answer; whether the
   *     request took effect is then not told
   */
  WireResponse handle(WireRequest request) throws ConnectionLostException;
}
