package dev.portolan.sandbox;

import java.io.IOException;

/** The connection ended before an answer, because a fault asked for it. */
public final class ConnectionLostException extends IOException {
  private static final long serialVersionUID = 1L;

  public ConnectionLostException(String message) {
    super(message);
  }
}
