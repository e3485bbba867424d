package dev.portolan.provider.azure.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role of the function's own identity: {@code role} on its resource group, or {@code role@scope}.
 *
 * @param role the id of a role's definition
 * @param scope the id of a resource, a resource group or a subscription; empty for the function's
 *     own resource group
 */
public record RoleGrant(String role, Optional<String> scope) {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:@(/subscriptions/[^\\s,]+))?");

  static Optional<RoleGrant> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new RoleGrant(matcher.group(1), Optional.ofNullable(matcher.group(2))))
        : Optional.empty();
  }
}
