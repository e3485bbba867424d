package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.iam.v1.Iam;
import com.google.api.services.iam.v1.model.CreateServiceAccountRequest;
import com.google.api.services.iam.v1.model.PatchServiceAccountRequest;
import com.google.api.services.iam.v1.model.ServiceAccount;
import com.google.api.serviceusage.v1.BatchGetServicesRequest;
import com.google.api.serviceusage.v1.EnableServiceRequest;
import com.google.api.serviceusage.v1.Service;
import com.google.api.serviceusage.v1.ServiceUsageClient;
import com.google.api.serviceusage.v1.State;
import com.google.cloud.resourcemanager.v3.ProjectsClient;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.devtools.artifactregistry.v1.ArtifactRegistryClient;
import com.google.devtools.artifactregistry.v1.CreateRepositoryRequest;
import com.google.devtools.artifactregistry.v1.Repository;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import com.google.type.Expr;
import dev.portolan.sandbox.gcp.wire.Delays;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, policies, enabled services, secrets and repositories, by Google's clients. */
class ProjectTest {
  private static final String PROJECT = "projects/" + GcpCloud.PROJECT;
  private static final String EMAIL = "orders@" + GcpCloud.PROJECT + ".iam.gserviceaccount.com";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private GcpCloud cloud;
  private Clients clients;
  private Iam iam;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, time));
    clients = Clients.of(cloud, true);
    iam = clients.iam();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void createAccount() throws Exception {
    iam.projects()
        .serviceAccounts()
        .create(
            PROJECT,
            new CreateServiceAccountRequest()
                .setAccountId("orders")
                .setServiceAccount(new ServiceAccount().setDisplayName("Orders")))
        .execute();
  }

  private ServiceAccount account() throws Exception {
    return iam.projects().serviceAccounts().get(PROJECT + "/serviceAccounts/" + EMAIL).execute();
  }

  private static Policy with(Policy policy, String role, String member) {
    return policy.toBuilder()
        .addBindings(Binding.newBuilder().setRole(role).addMembers(member))
        .build();
  }

  @Test
  void anAccountIsMadeOnceAndDeleted() throws Exception {
    createAccount();
    assertEquals("Orders", account().getDisplayName());
    assertEquals(EMAIL, account().getEmail());
    assertTrue(refused(409, this::createAccount).contains("already exists within project"));
    iam.projects().serviceAccounts().delete(PROJECT + "/serviceAccounts/" + EMAIL).execute();
    refused(404, this::account);
    String text =
        refused(
            400,
            () ->
                iam.projects()
                    .serviceAccounts()
                    .create(PROJECT, new CreateServiceAccountRequest().setAccountId("abc"))
                    .execute());
    assertTrue(text.contains("does not have a length between 6 and 30"), text);
  }

  private ServiceAccount patch(String mask, ServiceAccount wanted) throws Exception {
    return iam.projects()
        .serviceAccounts()
        .patch(
            PROJECT + "/serviceAccounts/" + EMAIL,
            new PatchServiceAccountRequest().setUpdateMask(mask).setServiceAccount(wanted))
        .execute();
  }

  @Test
  void anAccountsTextsAreChangedAsTheMaskSays() throws Exception {
    ServiceAccount wanted = new ServiceAccount().setDisplayName("Other").setDescription("d");
    refused(404, () -> patch("description", wanted));
    createAccount();
    patch("description", wanted);
    assertEquals("Orders d", account().getDisplayName() + " " + account().getDescription());
    patch("displayName,description", wanted);
    assertEquals("Other", account().getDisplayName());
    refused(400, () -> patch("email", wanted));
    refused(400, () -> patch(null, wanted));
    ServiceAccount full = new ServiceAccount().setDescription("x".repeat(256));
    patch("description", full);
    refused(400, () -> patch("description", full.clone().setDescription("x".repeat(257))));
    assertEquals("x".repeat(256), account().getDescription());
  }

  @Test
  void aNewAccountIsReadableAndUsableOnlyAfterItsDelays() throws Exception {
    cloud.delay(Delays.none().withAccounts(Duration.ofSeconds(3), Duration.ofSeconds(60)));
    createAccount();
    refused(404, this::account);
    time.sleep(Duration.ofSeconds(3));
    account();
    try (ProjectsClient projects = clients.projects()) {
      Policy policy = projects.getIamPolicy(PROJECT);
      Policy wanted = with(policy, "roles/viewer", "serviceAccount:" + EMAIL);
      assertTrue(
          refused(400, () -> projects.setIamPolicy(PROJECT, wanted))
              .contains("Service account " + EMAIL + " does not exist."));
      time.sleep(Duration.ofSeconds(57));
      projects.setIamPolicy(PROJECT, wanted);
      assertEquals(wanted.getBindingsList(), projects.getIamPolicy(PROJECT).getBindingsList());
      refused(409, () -> projects.setIamPolicy(PROJECT, wanted));
      assertEquals(GcpCloud.PROJECT, projects.getProject(PROJECT).getProjectId());
      refused(403, () -> projects.getProject("projects/someone-elses"));
    }
  }

  private static Policy read(ProjectsClient projects, int version) {
    return projects.getIamPolicy(
        GetIamPolicyRequest.newBuilder()
            .setResource(PROJECT)
            .setOptions(GetPolicyOptions.newBuilder().setRequestedPolicyVersion(version))
            .build());
  }

  @Test
  void aDeletedAccountLosesItsGrantsForGood() throws Exception {
    createAccount();
    String uid = account().getUniqueId();
    try (ProjectsClient projects = clients.projects()) {
      Policy before = read(projects, 3);
      projects.setIamPolicy(PROJECT, with(before, "roles/viewer", "serviceAccount:" + EMAIL));
      String token = cloud.tokens().access(EMAIL);
      String identity = cloud.tokens().identity(EMAIL, "https://a.example");
      iam.projects().serviceAccounts().delete(PROJECT + "/serviceAccounts/" + EMAIL).execute();
      assertEquals(Optional.empty(), cloud.tokens().holder(token));
      assertEquals(Optional.empty(), cloud.tokens().identified(identity, "https://a.example"));
      Policy left = read(projects, 3);
      String gone = "deleted:serviceAccount:" + EMAIL + "?uid=" + uid;
      assertEquals(List.of(gone), left.getBindings(0).getMembersList());
      assertFalse(cloud.resources().toString().contains(uid));
      createAccount();
      assertEquals(left, read(projects, 3));
      Policy set =
          projects.setIamPolicy(PROJECT, with(left, "roles/browser", "serviceAccount:" + EMAIL));
      assertEquals(List.of(gone), set.getBindings(0).getMembersList());
      refused(
          400,
          () -> projects.setIamPolicy(PROJECT, with(set, "roles/viewer", "deleted:user:nobody")));
    }
  }

  @Test
  void conditionsAreToldAndTakenInVersionThreeOnly() throws Exception {
    Binding binding =
        Binding.newBuilder()
            .setRole("roles/viewer")
            .addMembers("user:ada@example.com")
            .setCondition(Expr.newBuilder().setTitle("t").setExpression("request.time < now"))
            .build();
    try (ProjectsClient projects = clients.projects()) {
      Policy before = read(projects, 1);
      Policy one = before.toBuilder().setVersion(1).addBindings(binding).build();
      refused(400, () -> projects.setIamPolicy(PROJECT, one));
      Policy three = projects.setIamPolicy(PROJECT, one.toBuilder().setVersion(3).build());
      assertEquals(3, three.getVersion());
      assertEquals(three, read(projects, 3));
      Policy plain = read(projects, 0);
      assertEquals(1, plain.getVersion());
      assertFalse(plain.getBindings(0).hasCondition());
      String role = plain.getBindings(0).getRole();
      assertTrue(role.matches("roles/viewer_withcond_[0-9a-f]{20}"), role);
      refused(400, () -> projects.setIamPolicy(PROJECT, plain));
      Policy empty = three.toBuilder().clearBindings().setVersion(1).build();
      refused(400, () -> projects.setIamPolicy(PROJECT, empty));
      assertEquals(
          1, projects.setIamPolicy(PROJECT, empty.toBuilder().clearEtag().build()).getVersion());
      refused(400, () -> read(projects, 2));
    }
  }

  @Test
  void rolesThatDoNotExistAreRefused() throws Exception {
    try (ProjectsClient projects = clients.projects()) {
      for (String role : List.of("roles/datastore.usr", "roles/nothing", "projects/x/roles/mine")) {
        Policy policy = with(read(projects, 3), role, "user:ada@example.com");
        assertTrue(refused(400, () -> projects.setIamPolicy(PROJECT, policy)).contains(role));
      }
      Policy mine = with(read(projects, 3), PROJECT + "/roles/mine", "user:ada@example.com");
      assertEquals(1, projects.setIamPolicy(PROJECT, mine).getBindingsCount());
    }
  }

  @Test
  void aServiceThatIsNotEnabledRefusesAllUntilItIs() throws Exception {
    String host = "run.googleapis.com";
    cloud.disable(host);
    try (ServiceUsageClient usage = clients.usage();
        ServicesClient run = clients.services()) {
      String name = PROJECT + "/services/" + host;
      List<Service> both =
          usage
              .batchGetServices(
                  BatchGetServicesRequest.newBuilder()
                      .setParent(PROJECT)
                      .addNames(name)
                      .addNames(PROJECT + "/services/pubsub.googleapis.com")
                      .build())
              .getServicesList();
      assertEquals(
          List.of(State.DISABLED, State.ENABLED), both.stream().map(Service::getState).toList());
      String service = PROJECT + "/locations/us-central1/services/s";
      assertTrue(refused(403, () -> run.getService(service)).contains("SERVICE_DISABLED"));
      Operation begun =
          usage
              .enableServiceCallable()
              .call(EnableServiceRequest.newBuilder().setName(name).build());
      assertTrue(usage.getHttpJsonOperationsClient().getOperation(begun.getName()).getDone());
      refused(404, () -> run.getService(service));
    }
  }

  @Test
  void aServiceThatWasJustEnabledRefusesForAWhile() throws Exception {
    String host = "run.googleapis.com";
    String service = PROJECT + "/locations/us-central1/services/s";
    cloud.disable(host);
    cloud.delay(Delays.none().withEnabled(Duration.ofMinutes(2)));
    try (ServiceUsageClient usage = clients.usage();
        ServicesClient run = clients.services()) {
      String name = PROJECT + "/services/" + host;
      EnableServiceRequest enable = EnableServiceRequest.newBuilder().setName(name).build();
      usage.enableServiceCallable().call(enable);
      assertEquals(
          State.ENABLED,
          usage
              .batchGetServices(
                  BatchGetServicesRequest.newBuilder().setParent(PROJECT).addNames(name).build())
              .getServices(0)
              .getState());
      time.sleep(Duration.ofSeconds(119));
      assertTrue(refused(403, () -> run.getService(service)).contains("SERVICE_DISABLED"));
      usage.enableServiceCallable().call(enable);
      time.sleep(Duration.ofSeconds(1));
      refused(404, () -> run.getService(service));
    }
  }

  @Test
  void aSecretHasVersionsAndAPolicy() throws Exception {
    try (SecretManagerServiceClient secrets = clients.secrets()) {
      Secret secret =
          Secret.newBuilder()
              .setReplication(
                  Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
              .build();
      secrets.createSecret(PROJECT, "token", secret);
      refused(409, () -> secrets.createSecret(PROJECT, "token", secret));
      String name = PROJECT + "/secrets/token";
      refused(404, () -> secrets.accessSecretVersion(name + "/versions/latest"));
      for (String value : List.of("a", "b")) {
        secrets.addSecretVersion(
            name, SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(value)).build());
      }
      assertEquals(
          "b",
          secrets
              .accessSecretVersion(name + "/versions/latest")
              .getPayload()
              .getData()
              .toStringUtf8());
      secrets.disableSecretVersion(name + "/versions/1");
      assertTrue(
          refused(400, () -> secrets.accessSecretVersion(name + "/versions/1"))
              .contains("is in DISABLED state"));
      createAccount();
      Policy policy =
          with(
              secrets.getIamPolicy(GetIamPolicyRequest.newBuilder().setResource(name).build()),
              "roles/secretmanager.secretAccessor",
              "serviceAccount:" + EMAIL);
      com.google.iam.v1.SetIamPolicyRequest set =
          com.google.iam.v1.SetIamPolicyRequest.newBuilder()
              .setResource(name)
              .setPolicy(policy)
              .build();
      assertEquals(policy.getBindingsList(), secrets.setIamPolicy(set).getBindingsList());
      refused(409, () -> secrets.setIamPolicy(set));
      secrets.deleteSecret(name);
      refused(404, () -> secrets.getSecret(name));
      assertFalse(cloud.state().toString().contains("secrets/token"));
    }
  }

  @Test
  void aRepositoryIsMadeOnce() throws Exception {
    try (ArtifactRegistryClient registry = clients.registry()) {
      String parent = PROJECT + "/locations/us-central1";
      CreateRepositoryRequest request =
          CreateRepositoryRequest.newBuilder()
              .setParent(parent)
              .setRepositoryId("portolan")
              .setRepository(Repository.newBuilder().setFormat(Repository.Format.DOCKER))
              .build();
      Operation begun = registry.createRepositoryCallable().call(request);
      assertTrue(registry.getHttpJsonOperationsClient().getOperation(begun.getName()).getDone());
      assertEquals(
          "us-central1-docker.pkg.dev/portolan-sandbox/portolan",
          registry.getRepository(parent + "/repositories/portolan").getRegistryUri());
      refused(409, () -> registry.createRepositoryCallable().call(request));
      refused(404, () -> registry.getRepository(parent + "/repositories/other"));
    }
  }
}
