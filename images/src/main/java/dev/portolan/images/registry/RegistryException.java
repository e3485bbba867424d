package dev.portolan.images.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A registry said no. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Optional<Duration> retryAfter;

  public RegistryException(int status, String code, String message, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The same, of something that has a name. */
  RegistryException of(String what) {
    return new RegistryException(status, code, what + ": " + getMessage(), retryAfter());
  }

  public int status() {
    return status;
  }

  /** The registry's own word: {@code DENIED}, {@code BLOB_UPLOAD_UNKNOWN}; may be empty. */
  public String code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
