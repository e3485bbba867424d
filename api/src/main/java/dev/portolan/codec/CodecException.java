package dev.portolan.codec;

/**
 * Input that cannot be read.
 *
 * <p>The message says where and what was expected, quotes nothing of the input, and may be shown to
 * whoever sent it.
 */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with a message that is safe to show. */
  public CodecException(String message) {
    super(message);
  }
}
