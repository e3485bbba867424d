package dev.portolan.adapter.http;

import dev.portolan.codec.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the head of a request (RFC 9112) and refuses whatever two servers could understand
 * differently: a line that does not end in CR LF, a folded line, a blank before a colon, a control
 * character, a target that is no path.
 */
final class HeadReader {
  /** First line and headers together. */
  static final int LIMIT = 32 * 1024;

  /** The first line; Lambda's own URLs and most proxies end earlier. */
  static final int LINE_LIMIT = 16 * 1024;

  static final int FIELDS_LIMIT = 256;

  private final Input input;

  /** Where the line begins that is read now, counted from {@code input.position}. */
  private int line;

  /** Where that line ends, before its CR LF. */
  private int lineEnd;

  HeadReader(Input input) {
    this.input = input;
  }

  /**
   * Whether a request began, as against a connection that ended. An empty line before is let go.
   */
  boolean begins() throws IOException {
    if (input.position == input.end && !input.fill()) {
      return false;
    }
    if (input.bytes[input.position] == '\r') {
      while (input.end - input.position < 3) {
        if (!input.fill()) {
          return false;
        }
      }
      if (input.bytes[input.position + 1] == '\n') {
        input.position += 2;
      }
    }
    return true;
  }

  /** The head; the input then stands at the body. */
  RequestHead read() throws IOException, Refusal {
    line = 0;
    nextLine(LINE_LIMIT, 414);
    int first = line;
    int firstEnd = lineEnd;
    List<String> fields = new ArrayList<>(32);
    line = lineEnd + 2;
    for (nextLine(LIMIT, 431); lineEnd > line; nextLine(LIMIT, 431)) {
      if (fields.size() == 2 * FIELDS_LIMIT) {
        throw tooLarge(431);
      }
      field(fields);
      line = lineEnd + 2;
    }
    RequestHead head = firstLine(first, firstEnd, fields);
    input.position += lineEnd + 2;
    return head;
  }

  /** Finds the end of the line, reading more where it did not come yet. */
  private void nextLine(int limit, int statusBeyond) throws IOException, Refusal {
    for (int i = line; ; i++) {
      if (i >= limit) {
        throw tooLarge(statusBeyond);
      }
      if (input.position + i >= input.end && !input.fill()) {
        throw new Refusal(400, "incomplete", "The connection ended within the head of a request.");
      }
      byte b = input.bytes[input.position + i];
      if (b == '\n') {
        if (i == line || input.bytes[input.position + i - 1] != '\r') {
          throw Refusal.malformed("A line does not end in CR LF.");
        }
        lineEnd = i - 1;
        return;
      }
      boolean control = b >= 0 && b < ' ' && b != '\t' || b == 0x7f;
      if (control && b != '\r' || i > line && input.bytes[input.position + i - 1] == '\r') {
        throw Refusal.malformed("A control character in the head of a request.");
      }
    }
  }

  private static Refusal tooLarge(int status) {
    return status == 414
        ? new Refusal(414, "target-too-long", "The first line is longer than 16 KiB.")
        : new Refusal(
            431, "headers-too-large", "The headers are over 32 KiB, or over 256 of them.");
  }

  private RequestHead firstLine(int start, int end, List<String> fields) throws Refusal {
    byte[] bytes = input.bytes;
    int from = input.position + start;
    int to = input.position + end;
    int blank = token(from, to);
    if (blank == from || blank == to || bytes[blank] != ' ' || blank - from > 32) {
      throw Refusal.malformed("The first line does not begin with a method.");
    }
    int second = blank + 1;
    while (second < to && bytes[second] > ' ' && bytes[second] != '#') {
      second++;
    }
    if (second == to || bytes[second] != ' ') {
      throw Refusal.malformed("The first line is no method, target and version.");
    }
    boolean old = isOld(text(second + 1, to));
    String method = text(from, blank);
    String target = text(blank + 1, second);
    boolean ping = target.equals("*") && method.equals("OPTIONS");
    if (!target.startsWith("/") && !ping) {
      throw Refusal.malformed("The target is no path.");
    }
    return new RequestHead(method, target, old, fields);
  }

  private static boolean isOld(String version) throws Refusal {
    if (version.equals("HTTP/1.1")) {
      return false;
    }
    if (version.equals("HTTP/1.0")) {
      return true;
    }
    boolean other =
        version.length() == 8
            && version.startsWith("HTTP/")
            && version.charAt(6) == '.'
            && Character.isDigit(version.charAt(5))
            && Character.isDigit(version.charAt(7));
    throw other
        ? new Refusal(505, "version", "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
        : Refusal.malformed("The first line does not end in a version of HTTP.");
  }

  private void field(List<String> fields) throws Refusal {
    byte[] bytes = input.bytes;
    int from = input.position + line;
    int to = input.position + lineEnd;
    int colon = token(from, to);
    if (colon == from || colon == to || bytes[colon] != ':') {
      throw Refusal.malformed("A line of the head is no name, colon and value.");
    }
    int start = colon + 1;
    while (start < to && isBlank(bytes[start])) {
      start++;
    }
    while (to > start && isBlank(bytes[to - 1])) {
      to--;
    }
    fields.add(text(from, colon));
    fields.add(value(start, to));
  }

  /** Where a token ends that begins here. */
  private int token(int from, int to) {
    int at = from;
    while (at < to && isTokenByte(input.bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isTokenByte(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '-'
        || b > 0 && "!#$%&'*+.^_`|~".indexOf(b) >= 0;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private String text(int from, int to) {
    return new String(input.bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Beyond ASCII a value is UTF-8 or refused: as ISO 8859-1 it would silently become other text.
   */
  private String value(int from, int to) throws Refusal {
    for (int i = from; i < to; i++) {
      if (input.bytes[i] < 0) {
        byte[] value = Arrays.copyOfRange(input.bytes, from, to);
        if (!Utf8.isValid(value)) {
          throw Refusal.malformed("The value of a header is not UTF-8.");
        }
        return new String(value, StandardCharsets.UTF_8);
      }
    }
    return text(from, to);
  }
}
