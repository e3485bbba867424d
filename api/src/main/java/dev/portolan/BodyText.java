package dev.portolan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Turns a body into text, strictly. */
final class BodyText {
  private BodyText() {}

  static String of(byte[] body, String contentType) {
    Charset charset = charset(contentType);
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException malformed) {
      throw new FunctionException(
          400, "bad-text", "The body is not text in " + charset.name() + ".", malformed);
    }
  }

  private static Charset charset(String contentType) {
    String name = parameter(contentType);
    if (name == null) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw new FunctionException(
          415, "unknown-charset", "The character set of the body is not known here.", unknown);
    }
  }

  /** The value of {@code charset} among the parameters (RFC 9110, 5.6.6), without its quotes. */
  private static String parameter(String contentType) {
    int at = contentType == null ? -1 : contentType.indexOf(';');
    while (at >= 0) {
      int end = end(contentType, at + 1);
      String parameter = contentType.substring(at + 1, end).trim();
      if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
        String name = parameter.substring(8).trim();
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
      }
      at = end < contentType.length() ? end : -1;
    }
    return null;
  }

  /** The next semicolon that stands in no quotes, or the end. */
  private static int end(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ';' && !quoted) {
        return i;
      }
      quoted ^= c == '"';
      i += quoted && c == '\\' ? 1 : 0;
    }
    return text.length();
  }
}
