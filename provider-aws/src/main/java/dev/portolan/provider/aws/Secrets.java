package dev.portolan.provider.aws;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to secrets: {@code secret://name#version}. They are resolved where the function runs.
 */
final class Secrets {
  /** The characters Secrets Manager allows in a name. */
  private static final Pattern REFERENCE =
      Pattern.compile("secret://([A-Za-z0-9/_+=.@-]{1,512})(?:#(\\S+))?");

  private Secrets() {}

  static boolean malformed(String value) {
    return value.startsWith("secret://") && !REFERENCE.matcher(value).matches();
  }

  /** The names of the secrets that values refer to. */
  static SortedSet<String> names(Collection<String> values) {
    SortedSet<String> names = new TreeSet<>();
    for (String value : values) {
      Matcher reference = REFERENCE.matcher(value);
      if (reference.matches()) {
        names.add(reference.group(1));
      }
    }
    return names;
  }
}
