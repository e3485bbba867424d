package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the platform resolved is asked for as any other secret. */
final class ResolvedSecretsTest {
  @Test
  void valuesAreHiddenBehindReferences() throws IOException {
    Map<String, String> environment =
        Map.of("PORTOLAN_SECRET_KEYS", "DB,GONE", "DB", "hunter2", "MODE", "fast");
    Map<String, String> hidden = ResolvedSecrets.hide(environment);
    assertEquals("secret://DB#*", hidden.get("DB"));
    assertEquals("fast", hidden.get("MODE"));
    assertEquals(null, hidden.get("GONE"));
    assertEquals("hunter2", ResolvedSecrets.of(environment).read("DB", "*"));
  }

  @Test
  void nothingIsHiddenWhereNothingIsNamed() {
    Map<String, String> environment = Map.of("DB", "hunter2");
    assertSame(environment, ResolvedSecrets.hide(environment));
  }
}
