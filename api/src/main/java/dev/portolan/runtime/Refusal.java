package dev.portolan.runtime;

import dev.portolan.HttpResponse;

/** A request that never becomes an invocation; its message is safe to show. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** Without stack trace: whoever sends nonsense shall not be able to make us work for it. */
  public Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** What is answered: problem JSON, and to come again where there is no room now. */
  public HttpResponse response(String id) {
    HttpResponse problem = Problem.of(status, id, code, getMessage());
    return status == 503 ? problem.withHeader("retry-after", "1") : problem;
  }
}
