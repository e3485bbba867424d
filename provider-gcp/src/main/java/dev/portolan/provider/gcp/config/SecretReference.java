package dev.portolan.provider.gcp.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference {@code secret://name#version} to a version of a secret in the project, or {@code
 * secret://name} to its latest. Cloud Run resolves it when an instance starts.
 */
public record SecretReference(String name, String version) {
  private static final String SCHEME = "secret://";
  private static final Pattern FORM =
      Pattern.compile("secret://([A-Za-z0-9_-]{1,255})(?:#([1-9][0-9]{0,18}|latest))?");

  public static Optional<SecretReference> parse(String value) {
    Matcher matcher = FORM.matcher(value);
    return matcher.matches()
        ? Optional.of(
            new SecretReference(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("latest")))
        : Optional.empty();
  }

  public static boolean malformed(String value) {
    return value.startsWith(SCHEME) && parse(value).isEmpty();
  }
}
