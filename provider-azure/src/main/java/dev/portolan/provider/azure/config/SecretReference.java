package dev.portolan.provider.azure.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference {@code secret://name#version} to a version of a secret in the function's vault, or
 * {@code secret://name} to its latest. App Service resolves it before the function's host starts;
 * what it cannot resolve, the function finds as the reference's own text.
 *
 * @param version empty for the latest
 * @see <a href="https://learn.microsoft.com/azure/app-service/app-service-key-vault-references">Key
 *     Vault references</a>
 */
public record SecretReference(String name, String version) {
  /** What App Service takes for a reference, and so no value may begin with. */
  static final Pattern PLATFORM = Pattern.compile("(?is)\\s*@Microsoft\\.\\w+\\(.*");

  private static final String SCHEME = "secret://";

  /** Key Vault: "1-127, alphanumerics and hyphens"; a version is 32 hex digits. */
  private static final Pattern FORM =
      Pattern.compile("secret://([A-Za-z0-9-]{1,127})(?:#([0-9a-f]{32}))?");

  public static Optional<SecretReference> parse(String value) {
    Matcher matcher = FORM.matcher(value);
    return matcher.matches()
        ? Optional.of(
            new SecretReference(matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("")))
        : Optional.empty();
  }

  public static boolean is(String value) {
    return value.startsWith(SCHEME);
  }

  /** Whether a value is a reference, of ours or of App Service, well formed or not. */
  static boolean stands(String value) {
    return is(value) || PLATFORM.matcher(value).matches();
  }

  public static boolean malformed(String value) {
    return is(value) && parse(value).isEmpty();
  }

  /** As an app's setting says it. */
  public String setting(String vault) {
    return "@Microsoft.KeyVault(VaultName="
        + vault
        + ";SecretName="
        + name
        + (version.isEmpty() ? "" : ";SecretVersion=" + version)
        + ")";
  }
}
