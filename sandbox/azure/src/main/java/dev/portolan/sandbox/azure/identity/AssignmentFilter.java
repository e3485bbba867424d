package dev.portolan.sandbox.azure.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which assignments a list is to tell: at, above and below a scope, or not below it.
 *
 * <p>https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest
 */
record AssignmentFilter(boolean below, String principal) {
  private static final Pattern PRINCIPAL =
      Pattern.compile("principalId eq '([^']+)'|assignedTo\\('([^']+)'\\)");

  static AssignmentFilter of(String text) {
    boolean atScope = text.startsWith("atScope()");
    String rest = text.replaceFirst("^atScope\\(\\)( and )?", "");
    Matcher principal = PRINCIPAL.matcher(rest);
    if (!rest.isEmpty() && !principal.matches()) {
      throw IdentityError.FILTER.refusal(text);
    }
    String wanted = rest.isEmpty() ? "" : rest.replaceFirst("^[^']*'([^']+)'.*$", "$1");
    return new AssignmentFilter(!atScope, wanted);
  }

  boolean takes(JsonNode assignment, String scope) {
    String at = assignment.path("scope").asText();
    return (ArmId.within(at, scope) || below && ArmId.within(scope, at))
        && (principal.isEmpty() || assignment.path("principalId").asText().equals(principal));
  }
}
