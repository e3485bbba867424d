package dev.portolan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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

  private static String parameter(String contentType) {
    if (contentType == null) {
      return null;
    }
    int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
    if (at < 0) {
      return null;
    }
    int end = contentType.indexOf(';', at);
    String name = contentType.substring(at + 8, end < 0 ? contentType.length() : end).trim();
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return quoted ? name.substring(1, name.length() - 1) : name;
  }
}
