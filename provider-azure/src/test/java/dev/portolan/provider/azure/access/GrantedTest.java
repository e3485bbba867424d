package dev.portolan.provider.azure.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What roles let us do. */
class GrantedTest {
  private static final String ROLE = "Microsoft.Authorization/roleAssignments/write";

  @Test
  @DisplayName("An owner may do all; a contributor may not assign roles")
  void builtIn() {
    assertTrue(Granted.of(Map.of("actions", List.of("*"))).allows(ROLE));
    Granted contributor =
        Granted.of(
            Map.of(
                "actions",
                List.of("*"),
                "notActions",
                List.of("Microsoft.Authorization/*/Write", "Microsoft.Authorization/*/Delete")));
    assertFalse(contributor.allows(ROLE));
    assertTrue(contributor.allows("Microsoft.Web/sites/write"));
  }

  @Test
  @DisplayName("A star stands for anything, and all else for itself")
  void patterns() {
    Granted web = Granted.of(Map.of("actions", List.of("Microsoft.Web/sites/*")));
    assertTrue(web.allows("microsoft.web/sites/write"));
    assertFalse(web.allows("Microsoft.Web/serverfarms/write"));
    assertFalse(Granted.of("nonsense").allows("Microsoft.Web/sites/write"));
  }
}
