package dev.portolan.sandbox.knative.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.CallRecord.Access;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server through the real fabric8 client. */
abstract class KubeServerCases {
  private Cluster cluster;
  private KubernetesClient client;

  /** Whether requests go through a socket, or stay in the process. */
  abstract boolean overSocket();

  @BeforeEach
  void start() throws IOException {
    cluster = new Cluster(overSocket());
    client = cluster.client;
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static ConfigMap map(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withData(data)
        .build();
  }

  private ConfigMap apply(ConfigMap map, String manager, boolean force) {
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(force)
            .build();
    return client.resource(map).patch(how);
  }

  @Test
  void discoveryNamesTheGroupsOfKnative() {
    assertTrue(client.hasApiGroup("serving.knative.dev", true));
    assertTrue(client.supports("serving.knative.dev/v1", "Service"));
    assertFalse(client.supports("serving.knative.dev/v1", "Banana"));
    assertNotNull(client.getKubernetesVersion().getGitVersion());
  }

  @Test
  void applyMakesAnObjectAndNotesItsOwner() {
    ConfigMap made = apply(map("a", Map.of("k", "v")), "portolan", false);

    assertNotNull(made.getMetadata().getUid());
    assertEquals("portolan", made.getMetadata().getManagedFields().get(0).getManager());
    assertEquals("Apply", made.getMetadata().getManagedFields().get(0).getOperation());
    assertEquals(
        "{\"f:data\":{\"f:k\":{}}}",
        Json.from(
                made.getMetadata()
                    .getManagedFields()
                    .get(0)
                    .getFieldsV1()
                    .getAdditionalProperties())
            .toString());
  }

  @Test
  void anEqualApplyChangesNothing() {
    ConfigMap first = apply(map("a", Map.of("k", "v")), "portolan", false);
    ConfigMap second = apply(map("a", Map.of("k", "v")), "portolan", false);

    assertEquals(
        first.getMetadata().getResourceVersion(), second.getMetadata().getResourceVersion());
  }

  @Test
  void whatIsNoLongerAppliedIsRemovedUnlessAnotherOwnsIt() {
    apply(map("a", Map.of("mine", "1", "ours", "1")), "portolan", false);
    apply(map("a", Map.of("ours", "1", "theirs", "1")), "other", false);
    ConfigMap left = apply(map("a", Map.of()), "portolan", false);

    assertEquals(Map.of("ours", "1", "theirs", "1"), left.getData());
  }

  @Test
  void aFieldOfAnotherManagerIsAConflictThatForceResolves() {
    apply(map("a", Map.of("k", "theirs")), "other", false);
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () -> apply(map("a", Map.of("k", "mine")), "portolan", false));

    assertEquals(409, refused.getCode());
    assertEquals("Conflict", refused.getStatus().getReason());
    assertEquals(
        "Apply failed with 1 conflict: conflict with \"other\": .data.k",
        refused.getStatus().getMessage());
    assertEquals(
        "FieldManagerConflict", refused.getStatus().getDetails().getCauses().get(0).getReason());
    assertEquals("mine", apply(map("a", Map.of("k", "mine")), "portolan", true).getData().get("k"));
  }

  @Test
  void anEditThatIsNotAnApplyOwnsItsFieldsToo() {
    apply(map("a", Map.of("k", "v")), "portolan", false);
    client
        .configMaps()
        .withName("a")
        .edit(m -> new ConfigMapBuilder(m).addToData("k", "w").build());
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () -> apply(map("a", Map.of("k", "v")), "portolan", false));

    assertTrue(refused.getMessage().contains("using v1: .data.k"), refused.getMessage());
  }

  @Test
  void aDryRunKeepsNothing() {
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("portolan")
            .withDryRun(java.util.List.of("All"))
            .build();
    ConfigMap shown = client.resource(map("a", Map.of("k", "v"))).patch(how);

    assertEquals("v", shown.getData().get("k"));
    assertNull(client.configMaps().withName("a").get());
    assertEquals(0, cluster.log.count(Access.MUTATION));
  }

  @Test
  void anOldVersionIsAConflict() {
    ConfigMap first = client.resource(map("a", Map.of("k", "1"))).create();
    ConfigMap second = new ConfigMapBuilder(first).addToData("k", "2").build();
    client.resource(second).update();
    KubernetesClientException refused =
        assertThrows(KubernetesClientException.class, () -> client.resource(second).update());

    assertEquals(409, refused.getCode());
    assertEquals(
        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please"
            + " apply your changes to the latest version and try again",
        refused.getStatus().getMessage());
  }

  @Test
  void secondCreationIsRefused() {
    client.resource(map("a", Map.of())).create();
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class, () -> client.resource(map("a", Map.of())).create());

    assertEquals("AlreadyExists", refused.getStatus().getReason());
    assertEquals("configmaps \"a\" already exists", refused.getStatus().getMessage());
  }

  @Test
  void aMissingNamespaceAndABadNameAreRefused() {
    ConfigMap lost = map("a", Map.of());
    lost.getMetadata().setNamespace("nowhere");
    KubernetesClientException refused =
        assertThrows(KubernetesClientException.class, () -> client.resource(lost).create());
    assertEquals("namespaces \"nowhere\" not found", refused.getStatus().getMessage());

    KubernetesClientException bad =
        assertThrows(
            KubernetesClientException.class, () -> client.resource(map("A_b", Map.of())).create());
    assertEquals(422, bad.getCode());
  }

  @Test
  void aWatchTellsWhatHappens() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    client.resource(map("old", Map.of())).create();
    Watch watch =
        client
            .configMaps()
            .withLabel("team", "blue")
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap map) {
                    seen.add(action + " " + map.getMetadata().getName());
                  }

                  @Override
                  public void onClose(WatcherException cause) {}
                });
    try (watch) {
      ConfigMap blue = map("new", Map.of());
      blue.getMetadata().setLabels(Map.of("team", "blue"));
      client.resource(blue).create();
      client
          .configMaps()
          .withName("new")
          .edit(m -> new ConfigMapBuilder(m).addToData("k", "v").build());
      client.configMaps().withName("new").delete();

      assertEquals("ADDED new", seen.poll(10, TimeUnit.SECONDS));
      assertEquals("MODIFIED new", seen.poll(10, TimeUnit.SECONDS));
      assertEquals("DELETED new", seen.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aWaitEndsWhenTheConditionHolds() {
    client.resource(map("a", Map.of("state", "new"))).create();
    Thread other =
        new Thread(
            () ->
                client
                    .configMaps()
                    .withName("a")
                    .edit(m -> new ConfigMapBuilder(m).addToData("state", "done").build()));
    other.start();
    ConfigMap done =
        client
            .configMaps()
            .withName("a")
            .waitUntilCondition(
                m -> m != null && "done".equals(m.getData().get("state")), 10, TimeUnit.SECONDS);

    assertEquals("done", done.getData().get("state"));
  }

  @Test
  void whatBelongsToADeletedObjectGoesToo() {
    ConfigMap owner = client.resource(map("owner", Map.of())).create();
    ConfigMap owned = map("owned", Map.of());
    owned
        .getMetadata()
        .setOwnerReferences(
            java.util.List.of(
                new io.fabric8.kubernetes.api.model.OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .build()));
    client.resource(owned).create();
    client.configMaps().withName("owner").delete();

    assertNull(client.configMaps().withName("owned").get());
  }

  @Test
  void aSecretsPlainDataIsKeptEncoded() {
    var made =
        client
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("s")
                    .endMetadata()
                    .addToStringData("k", "v")
                    .build())
            .create();

    assertEquals("dg==", made.getData().get("k"));
  }

  @Test
  void accessIsReviewedAndDenied() {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb("create")
            .withResource("configmaps")
            .endResourceAttributes()
            .endSpec()
            .build();
    assertTrue(client.resource(review).create().getStatus().getAllowed());
    cluster.server.access().deny("create", "", "configmaps");
    assertFalse(client.resource(review).create().getStatus().getAllowed());
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class, () -> client.resource(map("a", Map.of())).create());
    assertEquals(403, refused.getCode());
  }

  @Test
  void toApplyWhatIsNotThereIsToCreateIt() {
    cluster.server.access().deny("create", "", "configmaps");
    KubernetesClientException refused =
        assertThrows(
            KubernetesClientException.class,
            () -> client.resource(map("a", Map.of())).fieldManager("m").serverSideApply());
    assertTrue(refused.getMessage().contains("cannot create resource"), refused.getMessage());
    cluster.server.access().clear();
    client.resource(map("a", Map.of())).create();
    cluster.server.access().deny("create", "", "configmaps");
    client.resource(map("a", Map.of("k", "v"))).fieldManager("m").serverSideApply();
  }

  @Test
  void aSubresourceIsAResourceOfItsOwn() {
    cluster.server.access().deny("get", "", "pods/log");
    var log =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb("get")
            .withResource("pods")
            .withSubresource("log")
            .endResourceAttributes()
            .endSpec()
            .build();
    assertFalse(client.resource(log).create().getStatus().getAllowed());
    log.getSpec().getResourceAttributes().setSubresource(null);
    assertTrue(client.resource(log).create().getStatus().getAllowed());
  }

  @Test
  void aWrongTokenIsRefused() {
    try (KubernetesClient stranger =
        new KubernetesClientBuilder()
            .withConfig(Cluster.config(cluster.socket.url(), "x"))
            .build()) {
      KubernetesClientException refused =
          assertThrows(
              KubernetesClientException.class, () -> stranger.configMaps().withName("a").get());
      assertEquals(401, refused.getCode());
    }
  }
}
