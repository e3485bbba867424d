package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.gcp.config.Place;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the environment says what no setting does. */
class VariablesTest {
  private static Place place(String project, String region) throws Exception {
    Map<String, String> environment =
        Map.of("GOOGLE_CLOUD_PROJECT", project, "CLOUDSDK_RUN_REGION", region);
    try (Session session = Sessions.open(new FakeGoogle(), Settings.of(Map.of()), environment)) {
      return session.place();
    }
  }

  @Test
  @DisplayName("Variables name the project and the region")
  void named() throws Exception {
    assertEquals(new Place("shop-1", "europe-west1"), place("shop-1", "europe-west1"));
  }

  @Test
  @DisplayName("What cannot be a name is refused with the variable that says it")
  void refused() {
    DeployException told =
        assertThrows(DeployException.class, () -> place("../../evil", "europe-west1/x"));
    assertTrue(told.getMessage().contains("variable GOOGLE_CLOUD_PROJECT"), told.getMessage());
    assertTrue(told.getMessage().contains("variable CLOUDSDK_RUN_REGION"), told.getMessage());
  }
}
