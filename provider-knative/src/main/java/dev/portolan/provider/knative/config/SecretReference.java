package dev.portolan.provider.knative.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference {@code secret://name#key} to a key of a Secret in the function's namespace, or {@code
 * secret://name} to its key {@code value}. The cluster resolves it when an instance starts.
 */
public record SecretReference(String name, String key) {
  private static final String SCHEME = "secret://";
  private static final Pattern FORM =
      Pattern.compile("secret://([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?:#([-._a-zA-Z0-9]+))?");

  public static Optional<SecretReference> parse(String value) {
    Matcher matcher = FORM.matcher(value);
    return matcher.matches()
        ? Optional.of(
            new SecretReference(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("value")))
        : Optional.empty();
  }

  public static boolean malformed(String value) {
    return value.startsWith(SCHEME) && parse(value).isEmpty();
  }
}
