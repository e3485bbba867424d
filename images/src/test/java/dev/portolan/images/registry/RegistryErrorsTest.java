package dev.portolan.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.images.wire.ErrorRow;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each row of the table, reached by what a registry really says. */
final class RegistryErrorsTest {
  private static final RegistryErrors ERRORS = RegistryErrors.of("log in", "check the settings");

  private static final Object[][] SAID = {
    {"registry-throttled", 429, "TOOMANYREQUESTS"},
    {"registry-login", 401, "UNAUTHORIZED"},
    {"registry-denied", 403, "DENIED"},
    {"upload-lost", 404, "BLOB_UPLOAD_UNKNOWN"},
    {"blob-missing", 404, "MANIFEST_BLOB_UNKNOWN"},
    {"registry-without-oci", 415, "MANIFEST_INVALID"},
    {"registry-too-large", 413, ""},
    {"image-missing", 404, "NAME_UNKNOWN"},
    {"registry-error", 502, ""},
    {"registry-unexpected", 409, ""}
  };

  @Test
  void whatARegistrySaysFallsUnderItsRow() {
    for (Object[] each : SAID) {
      Failure failure = ERRORS.classify(said((int) each[1], (String) each[2]));
      assertEquals(each[0], failure.row());
      assertEquals(Optional.of(Duration.ofSeconds(7)), failure.notBefore());
    }
  }

  @Test
  void aProviderSaysHowToLogInAndWhereTheImageIsNamed() {
    assertEquals("log in", ERRORS.classify(said(401, "")).hint());
    assertEquals("check the settings", ERRORS.classify(said(404, "")).hint());
  }

  @Test
  void everyRowIsReachedAndHasASource() {
    List<ErrorRow> rows = ERRORS.rows();
    Set<Object> reached = Arrays.stream(SAID).map(each -> each[0]).collect(Collectors.toSet());
    assertEquals(reached, rows.stream().map(ErrorRow::name).collect(Collectors.toSet()));
    assertTrue(rows.stream().allMatch(row -> row.source().startsWith("https://")));
  }

  private static RegistryException said(int status, String code) {
    return new RegistryException(status, code, "no", Optional.of(Duration.ofSeconds(7)));
  }
}
