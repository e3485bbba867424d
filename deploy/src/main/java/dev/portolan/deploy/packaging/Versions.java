package dev.portolan.deploy.packaging;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * Orders versions as Maven does for all that occurs in practice: numbers by value, qualifiers below
 * the release they lead to.
 *
 * @see <a href="https://maven.apache.org/pom.html#version-order-specification">Version order</a>
 */
final class Versions {
  private static final List<String> QUALIFIERS =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

  private Versions() {}

  static int compare(String a, String b) {
    List<String> left = parts(a);
    List<String> right = parts(b);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      int order = part(at(left, i), at(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<String> parts(String version) {
    return List.of(
        version
            .toLowerCase(Locale.ROOT)
            .replaceAll("(?<=\\d)(?=[a-z])|(?<=[a-z])(?=\\d)", ".")
            .split("[.\\-_+]"));
  }

  private static String at(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  private static int part(String a, String b) {
    boolean numbers = isNumber(a) || isNumber(b);
    if (numbers && (isNumber(a) || a.isEmpty()) && (isNumber(b) || b.isEmpty())) {
      return number(a).compareTo(number(b));
    }
    if (numbers) {
      return isNumber(a) ? 1 : -1;
    }
    String left = release(a);
    String right = release(b);
    int order = Integer.compare(rank(left), rank(right));
    return order != 0 ? order : left.compareTo(right);
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static BigInteger number(String part) {
    return part.isEmpty() ? BigInteger.ZERO : new BigInteger(part);
  }

  private static String release(String qualifier) {
    return switch (qualifier) {
      case "ga", "final", "release" -> "";
      case "cr" -> "rc";
      case "a" -> "alpha";
      case "b" -> "beta";
      case "m" -> "milestone";
      default -> qualifier;
    };
  }

  private static int rank(String qualifier) {
    int known = QUALIFIERS.indexOf(qualifier);
    return known < 0 ? QUALIFIERS.size() : known;
  }
}
