package dev.portolan.adapter.azurefunctions;

import dev.portolan.HttpResponse;
import dev.portolan.runtime.Problem;

/** A request that never becomes an invocation; its message is safe to show. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** Without stack trace: whoever sends nonsense shall not be able to make us work for it. */
  Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  HttpResponse response(String id) {
    return Problem.of(status, id, code, getMessage());
  }
}
