package dev.portolan.sandbox.azure.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Kestrel makes of the path of a request, and ASP.NET Core of that when it is told on:
 * decoded, but for {@code %2F} and what is no UTF-8; dots resolved; encoded anew.
 *
 * <p>Sources: {@code PathNormalizer}, {@code UrlDecoder}, {@code PathString.ToUriComponent} of
 * github.com/dotnet/aspnetcore, 8.0.
 */
final class RequestPath {
  private static final String PLAIN = "-._~!$&'()*+,;=:@/";

  private RequestPath() {}

  /**
   * The path as the host sees it.
   *
   * @return {@code null} for a path that Kestrel answers 400
   */
  static String decoded(String raw) {
    if (raw.contains("%00")) {
      return null;
    }
    String path = raw.indexOf('%') < 0 ? raw : percentDecoded(raw);
    return path.contains("/.") ? withoutDots(path) : path;
  }

  private static String percentDecoded(String raw) {
    StringBuilder path = new StringBuilder();
    byte[] run = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      int octet = octet(raw, i);
      if (octet >= 0 && octet != '/') {
        run[length++] = (byte) octet;
        i += 2;
        continue;
      }
      flush(path, run, length);
      length = 0;
      path.append(raw.charAt(i));
    }
    flush(path, run, length);
    return path.toString();
  }

  private static int octet(String raw, int at) {
    if (raw.charAt(at) != '%' || at + 2 >= raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(at + 1), 16);
    int low = Character.digit(raw.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** What is UTF-8 becomes text, what is not stays as it was. */
  private static void flush(StringBuilder path, byte[] run, int length) {
    byte[] octets = Arrays.copyOf(run, length);
    String text = new String(octets, StandardCharsets.UTF_8);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), octets)) {
      path.append(text);
    } else {
      for (byte each : octets) {
        path.append(String.format("%%%02X", each));
      }
    }
  }

  private static String withoutDots(String path) {
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      boolean up = segments[i].equals("..");
      if (up && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      }
      if (!up && !segments[i].equals(".")) {
        kept.add(segments[i]);
      } else if (last) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }

  /** As it is told on; what looks like an escape is taken for one. */
  static String encoded(String decoded) {
    StringBuilder path = new StringBuilder();
    decoded
        .codePoints()
        .forEach(
            c -> {
              boolean letterOrDigit =
                  c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
              if (letterOrDigit || c < 0x80 && PLAIN.indexOf(c) >= 0) {
                path.append((char) c);
              } else if (c == '%') {
                path.append('%');
              } else {
                escape(path, c);
              }
            });
    for (int i = path.indexOf("%"); i >= 0; i = path.indexOf("%", i + 1)) {
      if (octet(path.toString(), i) < 0) {
        path.insert(i + 1, "25");
      }
    }
    return path.toString();
  }

  private static void escape(StringBuilder path, int codePoint) {
    String text = new String(Character.toChars(codePoint));
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      path.append(String.format("%%%02X", each));
    }
  }
}
