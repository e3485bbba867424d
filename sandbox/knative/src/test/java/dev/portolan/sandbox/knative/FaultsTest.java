package dev.portolan.sandbox.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.pod.AnsweringPods;
import dev.portolan.sandbox.knative.client.InProcessClients;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that go wrong, in one process and without a thread of the cloud's own. */
final class FaultsTest {
  private static final String GROUP = "serving.knative.dev";

  @TempDir Path directory;
  private AnsweringPods pods;
  private KnativeCloud cloud;
  private KnativeClient client;

  @BeforeEach
  void start() throws Exception {
    start(setup -> setup);
  }

  private void start(UnaryOperator<Setup> change) throws Exception {
    pods = AnsweringPods.open(request -> WireResponse.of(200, "text/plain", "ok"));
    Setup setup = Setup.of(directory, TimeSource.system(), line -> {}).with(pods);
    cloud = KnativeCloud.open(change.apply(setup));
    Config config =
        new ConfigBuilder(
                Config.fromKubeconfig(
                    Files.readString(Path.of(cloud.settings().get("kubeconfig")))))
            .withRequestRetryBackoffLimit(0)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new InProcessClients(cloud.server().api()))
            .build()
            .adapt(KnativeClient.class);
  }

  @AfterEach
  void stop() {
    client.close();
    cloud.close();
    pods.close();
  }

  private Service apply() {
    Service service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("hello")
            .endMetadata()
            .withNewSpec()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withImage("r.example/i@sha256:" + "0".repeat(64))
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("portolan")
            .build();
    return client.services().resource(service).patch(how);
  }

  @Test
  void aWriteIsFollowedByAllThatComesOfItAtOnce() {
    apply();
    Service ready = client.services().withName("hello").get();

    assertEquals("hello-00001", ready.getStatus().getLatestReadyRevisionName());
    assertTrue(ready.getStatus().getUrl().startsWith("http://127.0.0.1:"));
    assertEquals(1, cloud.calls().count(Access.MUTATION));
    assertEquals(1, cloud.calls().count(Access.READ));
  }

  @Test
  void aKilledCallerDiesInItsCallAndInAllLaterOnes() {
    cloud.faults().on(GROUP, "apply services", Phase.AFTER_COMMIT, Fault.kill(), 1);

    assertThrows(CallerKilledError.class, this::apply);
    assertThrows(CallerKilledError.class, () -> client.services().withName("hello").get());
    cloud.faults().revive();
    assertEquals("hello", client.services().withName("hello").get().getMetadata().getName());
  }

  @Test
  void aLostAnswerLeavesWhatItWasAbout() {
    cloud.faults().on(GROUP, "apply services", Phase.AFTER_COMMIT, Fault.drop(), 1);

    assertThrows(KubernetesClientException.class, this::apply);
    assertEquals(1, client.services().list().getItems().size());
  }

  @Test
  void aThrottledCallChangesNothing() {
    cloud.faults().on(GROUP, "apply services", Phase.BEFORE_SEND, Fault.throttle(), 1);
    KubernetesClientException refused = assertThrows(KubernetesClientException.class, this::apply);

    assertEquals(429, refused.getCode());
    assertEquals("TooManyRequests", refused.getStatus().getReason());
    assertNull(client.services().withName("hello").get());
  }

  /** The client asks once more by itself, with credentials that it reads anew. */
  @Test
  void expiredCredentialsAreToldSo() {
    cloud
        .faults()
        .on(
            GROUP,
            "apply services",
            Phase.BEFORE_SEND,
            Fault.of(Fault.Kind.EXPIRED_CREDENTIALS),
            2);

    assertEquals(401, assertThrows(KubernetesClientException.class, this::apply).getCode());
  }

  @Test
  void kindsThatAreNotInstalledAreNotDiscovered() throws Exception {
    assertTrue(client.supports("eventing.knative.dev/v1", "Broker"));
    stop();
    start(setup -> setup.with(setup.catalog().without(t -> t.group().startsWith("eventing."))));

    assertFalse(client.supports("eventing.knative.dev/v1", "Broker"));
    assertTrue(client.supports("serving.knative.dev/v1", "Service"));
  }
}
