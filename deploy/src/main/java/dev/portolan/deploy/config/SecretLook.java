package dev.portolan.deploy.config;

import java.util.regex.Pattern;

/** Guesses whether a value is a secret, so that it is not printed and a person is warned. */
public final class SecretLook {
  /** What a reference to a secret begins with. */
  public static final String REFERENCE = "secret://";

  private static final Pattern NAME =
      Pattern.compile("(?i).*(secret|passw|token|credential|private|api_?key|access_?key|auth).*");

  private static final Pattern RANDOM =
      Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9+/=_-]{24,}");

  private SecretLook() {}

  /**
   * Whether a name tells that its value is a secret, or the value looks like one: long, without
   * blanks, of letters in both cases and digits. A reference is none.
   */
  public static boolean is(String name, String value) {
    return !value.startsWith(REFERENCE)
        && (NAME.matcher(name).matches() || RANDOM.matcher(value).matches());
  }
}
