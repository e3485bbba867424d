package dev.portolan.provider.knative.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.Calls;
import dev.portolan.images.registry.Registry;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a payload may go. A call that is not refused fails here, for nobody is at these names. */
final class InvokingTest {
  private static final Map<String, String> OUTSIDE = Map.of();
  private static final Map<String, String> POD = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1");

  @Test
  void aPayloadIsNotSentInTheClear() {
    DeployException told =
        assertThrows(
            DeployException.class, () -> invoke("http://f.default.invalid", OUTSIDE, false));
    assertEquals(Kind.INVALID_CONFIGURATION, told.kind());
    assertTrue(told.hint().contains("portolan.knative.plainHttp=true"), told.hint());
  }

  @Test
  void unlessTheSettingsSaySo() {
    assertThrows(IOException.class, () -> invoke("http://f.default.invalid", OUTSIDE, true));
  }

  @Test
  void norIsItRefusedOverTls() {
    assertThrows(IOException.class, () -> invoke("https://f.default.invalid", OUTSIDE, false));
  }

  @Test
  void norOnLoopback() {
    assertThrows(IOException.class, () -> invoke("http://127.0.0.1:1", OUTSIDE, false));
  }

  @Test
  void anAddressInsideTheClusterIsForPods() {
    for (String url : new String[] {"http://f.d.svc", "http://f.d.svc.cluster.local"}) {
      DeployException told = assertThrows(DeployException.class, () -> invoke(url, OUTSIDE, true));
      assertEquals(Kind.UNSUPPORTED, told.kind());
      assertThrows(IOException.class, () -> invoke(url, POD, false));
    }
  }

  private static void invoke(String url, Map<String, String> environment, boolean plainHttp)
      throws Exception {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("f")
            .endMetadata()
            .withNewStatus()
            .withUrl(url)
            .endStatus()
            .build();
    new Invoking(Registry.client(), new Tally(Calls.once()), environment, plainHttp)
        .invoke(service, "{}".getBytes("UTF-8"));
  }
}
