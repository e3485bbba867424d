package dev.portolan.runtime;

/**
 * The data of an event whose sender did not say what it is, so that its media type is a guess: to a
 * function that takes text it is that text, whatever it looks like.
 */
public final class UntoldData {
  private final byte[] bytes;

  /** These bytes themselves. */
  public UntoldData(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes themselves. */
  public byte[] bytes() {
    return bytes;
  }
}
