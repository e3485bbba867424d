package dev.portolan;

/** What may stand where in an HTTP message (RFC 9110, RFC 6265). */
final class Syntax {
  private Syntax() {}

  static void requireHeader(String name, String value) {
    if (!isToken(name)) {
      throw new IllegalArgumentException("a header's name holds a character that is not allowed");
    }
    if (value == null) {
      throw new IllegalArgumentException("header " + name + " has no value");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw new IllegalArgumentException("header " + name + " holds a control character");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < value.length() ? value.charAt(i + 1) : 0)) {
          throw new IllegalArgumentException("header " + name + " holds half a character");
        }
        i++;
      }
    }
  }

  /** Whether this is one or more of the visible ASCII characters that are no delimiters. */
  static boolean isToken(String text) {
    if (text == null || text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
      if (!letterOrDigit && "!#$%&'*+.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this may be the value of a cookie: no control character, blank, comma, semicolon … */
  static boolean isCookieValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ',' || c == ';' || c == '\\' || c == '"') {
        return false;
      }
    }
    return true;
  }
}
