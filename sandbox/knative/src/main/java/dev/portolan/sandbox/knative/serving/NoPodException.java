package dev.portolan.sandbox.knative.serving;

/** No pod takes the request. */
final class NoPodException extends Exception {
  private static final long serialVersionUID = 1L;

  NoPodException(String message) {
    super(message);
  }
}
