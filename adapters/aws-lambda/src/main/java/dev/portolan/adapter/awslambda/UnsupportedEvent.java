package dev.portolan.adapter.awslambda;

/** What Lambda is told about an event that the adapter does not understand. */
public final class UnsupportedEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedEvent(String message) {
    super(message, null, false, false);
  }
}
