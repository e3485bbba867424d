package dev.portolan.sandbox.gcp.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path as {@code google.api.http} writes it, with fields of the request in braces. */
final class PathTemplate {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z0-9_.]+)(?:=([^}]*))?}");

  private final List<String> fields = new ArrayList<>();
  private final Pattern pattern;

  private PathTemplate(String template) {
    StringBuilder regex = new StringBuilder();
    Matcher variable = VARIABLE.matcher(template);
    int from = 0;
    while (variable.find()) {
      regex.append(segments(template.substring(from, variable.start())));
      fields.add(variable.group(1));
      String value = variable.group(2) == null ? "*" : variable.group(2);
      regex.append('(').append(segments(value)).append(')');
      from = variable.end();
    }
    regex.append(segments(template.substring(from)));
    this.pattern = Pattern.compile(regex.toString());
  }

  static PathTemplate of(String template) {
    return new PathTemplate(template);
  }

  // a colon begins a custom verb, so that no segment holds one; "** matches zero or more segments"
  private static String segments(String text) {
    int many = text.indexOf("/**");
    if (many >= 0) {
      String rest = text.substring(many + "/**".length());
      return segments(text.substring(0, many)) + "(?:/[^:]+)?" + segments(rest);
    }
    StringBuilder regex = new StringBuilder();
    for (String part : text.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)")) {
      switch (part) {
        case "*" -> regex.append("[^/:]+");
        case "**" -> regex.append("[^:]+");
        default -> regex.append(Pattern.quote(part));
      }
    }
    return regex.toString();
  }

  /** The decoded fields, when the encoded path is one of these. */
  Optional<Map<String, String>> match(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String value = matcher.group(i + 1).replace("+", "%2B");
      found.put(fields.get(i), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return Optional.of(found);
  }
}
