package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.failed;
import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.iam.v1.model.CreateServiceAccountRequest;
import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.DeleteRevisionRequest;
import com.google.cloud.run.v2.DeleteServiceRequest;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.EnvVarSource;
import com.google.cloud.run.v2.ListRevisionsRequest;
import com.google.cloud.run.v2.ListServicesRequest;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.RevisionsClient;
import com.google.cloud.run.v2.SecretKeySelector;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.plane.InstantPlane;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.sandbox.gcp.wire.Delays;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services, revisions and traffic, as Google's client meets them. */
class RunTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;
  private static final String NAME = PARENT + "/services/orders";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private final InstantPlane plane =
      InstantPlane.of(
          plan ->
              plan.environment().containsKey("BROKEN")
                  ? Standing.failed("The user-provided container failed to start and listen")
                  : Standing.ready());
  private GcpCloud cloud;
  private ServicesClient services;
  private RevisionsClient revisions;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, time).with(world -> plane));
    Clients clients = Clients.of(cloud, true);
    services = clients.services();
    revisions = clients.revisions();
  }

  @AfterEach
  void close() {
    services.close();
    revisions.close();
    cloud.close();
  }

  private static Service service(String... environment) {
    Container.Builder container = Container.newBuilder().setImage("r.example/p/portolan/f:1");
    for (int i = 0; i < environment.length; i += 2) {
      container.addEnv(EnvVar.newBuilder().setName(environment[i]).setValue(environment[i + 1]));
    }
    return Service.newBuilder()
        .putLabels("owner", "a")
        .setTemplate(RevisionTemplate.newBuilder().addContainers(container))
        .build();
  }

  private Operation create(Service service) {
    Operation begun =
        services
            .createServiceCallable()
            .call(
                CreateServiceRequest.newBuilder()
                    .setParent(PARENT)
                    .setServiceId("orders")
                    .setService(service)
                    .build());
    return poll(begun);
  }

  private Operation update(Service service, String... mask) {
    UpdateServiceRequest.Builder request =
        UpdateServiceRequest.newBuilder().setService(service.toBuilder().setName(NAME));
    if (mask.length > 0) {
      request.setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
    }
    return poll(services.updateServiceCallable().call(request.build()));
  }

  private Operation poll(Operation begun) {
    return services.getHttpJsonOperationsClient().getOperation(begun.getName());
  }

  private Service get() {
    return services.getService(NAME);
  }

  private static TrafficTarget pinned(String revision, int percent) {
    return TrafficTarget.newBuilder()
        .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
        .setRevision(revision.substring(revision.lastIndexOf('/') + 1))
        .setPercent(percent)
        .build();
  }

  private static TrafficTarget latest(int percent, String tag) {
    return TrafficTarget.newBuilder()
        .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
        .setPercent(percent)
        .setTag(tag)
        .build();
  }

  @Test
  void aCreatedServiceIsReadyAndFilledIn() throws Exception {
    Operation done = create(service("A", "1"));
    assertTrue(done.getDone());
    Service told = done.getResponse().unpack(Service.class);
    assertEquals(get(), told);
    assertEquals(Condition.State.CONDITION_SUCCEEDED, told.getTerminalCondition().getState());
    assertEquals(told.getGeneration(), told.getObservedGeneration());
    assertEquals(80, told.getTemplate().getMaxInstanceRequestConcurrency());
    assertEquals(100, told.getTrafficStatuses(0).getPercent());
    assertTrue(told.getLatestReadyRevision().matches(NAME + "/revisions/orders-00001-[a-z]{3}"));
    assertTrue(told.getUri().startsWith("https://orders-"), told.getUri());
    Revision revision = revisions.getRevision(told.getLatestReadyRevision());
    assertEquals(NAME, revision.getService());
    assertEquals(
        "orders", plane.plans().get(told.getLatestReadyRevision()).environment().get("K_SERVICE"));
  }

  @Test
  void anOperationIsNotDoneBeforeItsTime() {
    cloud.delay(Delays.none().withOperation(Duration.ofSeconds(10)));
    Operation begun = create(service());
    assertFalse(begun.getDone());
    assertTrue(get().getReconciling());
    time.sleep(Duration.ofSeconds(10));
    assertTrue(poll(begun).getDone());
    assertFalse(get().getReconciling());
    assertEquals(
        List.of(Access.MUTATION, Access.POLL, Access.READ, Access.POLL, Access.POLL),
        cloud.calls().calls().stream().map(CallRecord::access).toList());
  }

  @Test
  void aSecondCreationIsRefused() {
    create(service());
    assertTrue(refused(409, () -> create(service())).contains("Resource 'orders' already exists."));
  }

  @Test
  void aChangedTemplateMakesARevisionAndOtherChangesDoNot() {
    create(service());
    String first = get().getLatestReadyRevision();
    update(service().toBuilder().putLabels("owner", "b").build());
    assertEquals(first, get().getLatestReadyRevision());
    assertEquals(2, get().getGeneration());
    update(service("A", "1"));
    assertNotEquals(first, get().getLatestReadyRevision());
    assertEquals(2, revisionNames().size());
    assertEquals("a", get().getLabelsOrThrow("owner"));
  }

  private List<String> revisionNames() {
    return revisions
        .listRevisionsCallable()
        .call(ListRevisionsRequest.newBuilder().setParent(NAME).build())
        .getRevisionsList()
        .stream()
        .map(Revision::getName)
        .toList();
  }

  @Test
  void aMaskChangesOnlyWhatItNames() {
    create(service("A", "1"));
    Service other = service("B", "2").toBuilder().setDescription("new").build();
    update(other, "description");
    assertEquals("new", get().getDescription());
    assertEquals("A", get().getTemplate().getContainers(0).getEnv(0).getName());
    assertTrue(refused(400, () -> update(other, "colour")).contains("colour"));
  }

  @Test
  void aNewRevisionCanBeTaggedAndGetTheTrafficLater() {
    create(service());
    String old = get().getLatestReadyRevision();
    update(
        service("A", "1").toBuilder()
            .addTraffic(pinned(old, 100))
            .addTraffic(latest(0, "next"))
            .build());
    Service held = get();
    assertEquals(100, held.getTrafficStatuses(0).getPercent());
    assertTrue(old.endsWith(held.getTrafficStatuses(0).getRevision()));
    assertTrue(held.getTrafficStatuses(1).getUri().startsWith("https://next---orders-"));
    String next = held.getLatestReadyRevision();
    update(held.toBuilder().clearTraffic().addTraffic(pinned(next, 100)).build(), "traffic");
    assertTrue(next.endsWith(get().getTrafficStatuses(0).getRevision()));
    update(get().toBuilder().clearTraffic().addTraffic(pinned(old, 100)).build(), "traffic");
    assertTrue(old.endsWith(get().getTrafficStatuses(0).getRevision()));
  }

  @Test
  void aRevisionThatDoesNotStartLeavesTheOldOneServing() {
    create(service());
    String old = get().getLatestReadyRevision();
    String why = failed(9, update(service("BROKEN", "1")));
    assertTrue(why.matches("Revision 'orders-00002-.*' is not ready and cannot serve traffic. .*"));
    Service held = get();
    assertEquals(Condition.State.CONDITION_FAILED, held.getTerminalCondition().getState());
    assertEquals(why, held.getTerminalCondition().getMessage());
    assertEquals(old, held.getLatestReadyRevision());
    assertTrue(old.endsWith(held.getTrafficStatuses(0).getRevision()));
    assertTrue(update(service("A", "1")).hasResponse());
    assertEquals(Condition.State.CONDITION_SUCCEEDED, get().getTerminalCondition().getState());
  }

  @Test
  void trafficToARevisionThatIsNotThereFailsInTheOperation() {
    create(service());
    Operation failed = update(service().toBuilder().addTraffic(pinned("orders-0", 100)).build());
    assertTrue(failed(13, failed).startsWith("Revision 'orders-0' does not exist or is deleted."));
  }

  @Test
  void anOldEtagIsRefused() {
    create(service());
    Service read = get();
    update(read.toBuilder().putLabels("owner", "b").build());
    assertTrue(refused(409, () -> update(read)).contains("Conflict for resource 'orders'"));
  }

  @Test
  void onlyCheckingChangesNothingAndIsNoMutation() {
    CreateServiceRequest request =
        CreateServiceRequest.newBuilder()
            .setParent(PARENT)
            .setServiceId("orders")
            .setService(service())
            .setValidateOnly(true)
            .build();
    services.createServiceCallable().call(request);
    refused(404, this::get);
    assertEquals(0, cloud.calls().count(Access.MUTATION));
    Service bad = service("PORT", "1");
    CreateServiceRequest wrong = request.toBuilder().setService(bad).build();
    assertTrue(refused(400, () -> services.createServiceCallable().call(wrong)).contains("PORT"));
  }

  @Test
  void refusesWhatCannotRun() {
    assertTrue(refused(400, () -> create(Service.getDefaultInstance())).contains("template"));
    assertTrue(refused(400, () -> create(service("K_SERVICE", "x"))).contains("reserved env"));
    assertTrue(
        refused(400, () -> create(service().toBuilder().putLabels("x", "Y").build()))
            .contains("label value 'Y'"));
    Service.Builder small = service().toBuilder();
    small
        .getTemplateBuilder()
        .setMaxInstanceRequestConcurrency(5)
        .getContainersBuilder(0)
        .getResourcesBuilder()
        .putLimits("cpu", "500m");
    assertTrue(refused(400, () -> create(small.build())).contains("Total cpu < 1"));
    Service.Builder large = service().toBuilder();
    large
        .getTemplateBuilder()
        .getContainersBuilder(0)
        .getResourcesBuilder()
        .putLimits("memory", "8Gi");
    assertTrue(refused(400, () -> create(large.build())).contains("memory must be between"));
    Service.Builder stranger = service().toBuilder();
    stranger.getTemplateBuilder().setServiceAccount("x@y.iam.gserviceaccount.com");
    assertTrue(refused(403, () -> create(stranger.build())).contains("iam.serviceaccounts.actAs"));
    assertEquals("{ }", cloud.state().toPrettyString());
  }

  @Test
  void aRevisionThatServesCannotBeDeleted() {
    create(service());
    String old = get().getLatestReadyRevision();
    DeleteRevisionRequest delete = DeleteRevisionRequest.newBuilder().setName(old).build();
    refused(400, () -> revisions.deleteRevisionCallable().call(delete));
    update(service("A", "1"));
    String begun = revisions.deleteRevisionCallable().call(delete).getName();
    assertTrue(revisions.getHttpJsonOperationsClient().getOperation(begun).getDone());
    assertEquals(1, revisionNames().size());
  }

  @Test
  void aDeletedServiceIsGoneWithItsRevisions() {
    create(service());
    DeleteServiceRequest delete = DeleteServiceRequest.newBuilder().setName(NAME).build();
    assertTrue(poll(services.deleteServiceCallable().call(delete)).getDone());
    refused(404, this::get);
    assertEquals(0, cloud.state().path("runRevisions").size());
    assertTrue(plane.plans().isEmpty());
    refused(404, () -> services.deleteServiceCallable().call(delete));
  }

  @Test
  void policiesAreReplacedUnderAnEtag() {
    create(service());
    Policy first =
        services.getIamPolicy(GetIamPolicyRequest.newBuilder().setResource(NAME).build());
    Binding all = Binding.newBuilder().setRole("roles/run.invoker").addMembers("allUsers").build();
    SetIamPolicyRequest request =
        SetIamPolicyRequest.newBuilder()
            .setResource(NAME)
            .setPolicy(first.toBuilder().addBindings(all))
            .build();
    services.setIamPolicy(request);
    assertTrue(refused(409, () -> services.setIamPolicy(request)).contains("concurrent policy"));
    Policy read = services.getIamPolicy(GetIamPolicyRequest.newBuilder().setResource(NAME).build());
    assertEquals(List.of(all), read.getBindingsList());
    SetIamPolicyRequest ghost =
        SetIamPolicyRequest.newBuilder()
            .setResource(NAME)
            .setPolicy(
                read.toBuilder()
                    .addBindings(
                        all.toBuilder()
                            .setMembers(0, "serviceAccount:x@y.iam.gserviceaccount.com")))
            .build();
    assertTrue(
        refused(400, () -> services.setIamPolicy(ghost))
            .contains("Service account x@y.iam.gserviceaccount.com does not exist."));
  }

  @Test
  void listsInPages() {
    create(service());
    ListServicesRequest one =
        ListServicesRequest.newBuilder().setParent(PARENT).setPageSize(1).build();
    assertEquals(
        List.of(NAME),
        services.listServicesCallable().call(one).getServicesList().stream()
            .map(Service::getName)
            .toList());
    ListServicesRequest torn = one.toBuilder().setPageToken("%%").build();
    refused(400, () -> services.listServicesCallable().call(torn));
  }

  private Service withSecret(String account) {
    Service.Builder service = service().toBuilder();
    service
        .getTemplateBuilder()
        .setServiceAccount(account)
        .getContainersBuilder(0)
        .addEnv(
            EnvVar.newBuilder()
                .setName("TOKEN")
                .setValueSource(
                    EnvVarSource.newBuilder()
                        .setSecretKeyRef(
                            SecretKeySelector.newBuilder().setSecret("token").setVersion("1"))));
    return service.build();
  }

  @Test
  void aSecretIsReadWithTheRightsOfTheAccount() throws Exception {
    Clients clients = Clients.of(cloud, true);
    clients
        .iam()
        .projects()
        .serviceAccounts()
        .create(
            "projects/" + GcpCloud.PROJECT,
            new CreateServiceAccountRequest().setAccountId("orders"))
        .execute();
    String account = "orders@" + GcpCloud.PROJECT + ".iam.gserviceaccount.com";
    String secret = "projects/" + GcpCloud.PROJECT + "/secrets/token";
    assertTrue(
        failed(9, create(withSecret(account)))
            .contains(
                "Permission denied on secret: projects/123456789012/secrets/token/versions/1"
                    + " for Revision service account "
                    + account));
    assertFalse(get().getTerminalCondition().getMessage().isEmpty());
    try (SecretManagerServiceClient secrets = clients.secrets()) {
      secrets.createSecret(
          "projects/" + GcpCloud.PROJECT,
          "token",
          Secret.newBuilder()
              .setReplication(
                  Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
              .build());
      secrets.setIamPolicy(
          SetIamPolicyRequest.newBuilder()
              .setResource(secret)
              .setPolicy(
                  Policy.newBuilder()
                      .addBindings(
                          Binding.newBuilder()
                              .setRole("roles/secretmanager.secretAccessor")
                              .addMembers("serviceAccount:" + account)))
              .build());
      Service.Builder again = withSecret(account).toBuilder();
      again.getTemplateBuilder().putLabels("try", "2");
      assertTrue(failed(9, update(again.build())).contains("token/versions/1 was not found"));
      secrets.addSecretVersion(
          secret, SecretPayload.newBuilder().setData(ByteString.copyFromUtf8("hidden")).build());
      again.getTemplateBuilder().putLabels("try", "3");
      assertTrue(update(again.build()).hasResponse());
    }
    assertEquals(
        "hidden", plane.plans().get(get().getLatestReadyRevision()).environment().get("TOKEN"));
    assertFalse(String.join("", cloud.resources()).contains("aGlkZGVu"));
  }
}
