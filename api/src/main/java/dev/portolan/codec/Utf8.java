package dev.portolan.codec;

/** Reads UTF-8 strictly (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF. */
public final class Utf8 {
  private Utf8() {}

  /** Whether these bytes are UTF-8. */
  public static boolean isValid(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      int length = bytes[i] >= 0 ? 1 : length(bytes, i);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  /** Appends the character that begins here, beyond ASCII, and says where the next one begins. */
  static int decode(byte[] bytes, int at, StringBuilder text) {
    int length = length(bytes, at);
    if (length == 0) {
      throw Failure.syntax(at, "Bytes that are not UTF-8");
    }
    int code = bytes[at] & (0xff >> (length + 1));
    for (int i = 1; i < length; i++) {
      code = code << 6 | bytes[at + i] & 0x3f;
    }
    text.appendCodePoint(code);
    return at + length;
  }

  /** How many bytes the character beyond ASCII has that begins here; 0 if there is none. */
  private static int length(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    if (first >= 0xc2 && first <= 0xdf) {
      return continues(bytes, at, 1) ? 2 : 0;
    }
    if (first >= 0xe0 && first <= 0xef) {
      boolean overlong = first == 0xe0 && second < 0xa0;
      boolean surrogate = first == 0xed && second > 0x9f;
      return !overlong && !surrogate && continues(bytes, at, 2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
      boolean overlong = first == 0xf0 && second < 0x90;
      boolean beyond = first == 0xf4 && second > 0x8f;
      return !overlong && !beyond && continues(bytes, at, 3) ? 4 : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int at, int count) {
    if (at + count >= bytes.length) {
      return false;
    }
    for (int i = 1; i <= count; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
