package dev.portolan.adapter.http;

/**
 * A request that never becomes an invocation: the status to answer with, after which the connection
 * is closed.
 *
 * <p>Its message is safe to show.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  final int status;
  final String code;

  /** Without stack trace: whoever sends nonsense shall not be able to make us work for it. */
  Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Refusal malformed(String message) {
    return new Refusal(400, "bad-request", message);
  }
}
