package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Step;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The right to read a secret: given to the function that asks for it, at that secret alone. */
class SecretAccessTest {
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

  @TempDir private Path work;
  private final EmbeddedCloud cloud =
      new EmbeddedCloud(
          Map.of(),
          world -> InstantPlane.of(plan -> Standing.running()).answering(SecretAccessTest::answer));

  @AfterEach
  void close() {
    cloud.close();
  }

  /** Like its adapter, it does not start with a reference in a secret's place. */
  private static WireResponse answer(AppPlan plan, WireRequest request) {
    String told = plan.environment().getOrDefault("DB", "");
    return told.startsWith("@Microsoft.KeyVault")
        ? WireResponse.of(
            503,
            "application/json",
            "{\"detail\":\"DB: Azure has not resolved the reference to the key vault\"}")
        : Fronts.answer(plan, request);
  }

  private Runs runs() {
    return new Runs(cloud, work);
  }

  private Application with(Map<String, String> environment, Map<String, String> settings) {
    return SampleProject.in(work)
        .application(
            "1",
            SampleProject.function("greeter", cloud.provider().features())
                .withEnvironment(environment)
                .withSettings(settings));
  }

  private Outcome deploy(Map<String, String> environment) {
    return runs().with(p -> p.deploy(with(environment, Map.of()), work));
  }

  private List<String> scopes() {
    return StreamSupport.stream(cloud.azure().state().path("roleAssignments").spliterator(), false)
        .map(role -> role.path("properties"))
        .filter(role -> role.path("roleDefinitionId").asText().endsWith(SECRETS_USER))
        .map(role -> role.path("scope").asText().replaceFirst(".*/vaults/", ""))
        .toList();
  }

  @Test
  @DisplayName("It is granted at each secret, taken away with it, and goes with the function")
  void granted() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    cloud.azure().keepSecret("mail", "alohomora");
    String empty = cloud.state();
    Runs.verified(deploy(Map.of("DB", "secret://db", "MAIL", "secret://mail")));
    assertEquals(
        List.of("sandbox-vault/secrets/db", "sandbox-vault/secrets/mail"),
        scopes().stream().sorted().toList());
    cloud.forgetCalls();
    Runs.verified(deploy(Map.of("DB", "secret://db", "MAIL", "secret://mail")));
    assertTrue(cloud.calls().stream().noneMatch(call -> call.mutates()));
    assertTrue(cloud.calls().size() <= 15, cloud.calls()::toString);
    Runs.verified(deploy(Map.of("DB", "secret://db")));
    assertEquals(List.of("sandbox-vault/secrets/db"), scopes());
    Runs.verified(deploy(Map.of()));
    assertEquals(List.of(), scopes());
    Runs.verified(deploy(Map.of("DB", "secret://db")));
    Runs.verified(runs().destroy());
    assertEquals(empty, cloud.state());
  }

  @Test
  @DisplayName("It stays while its vault is not seen, and when it is left to a person")
  void unseen() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    Map<String, String> reads = Map.of("DB", "secret://db");
    Runs.verified(deploy(reads));
    assertTrue(runs().plan(with(reads, Map.of("secretAccess", "none"))).isEmpty());
    cloud.azure().whims().forbid("Microsoft.KeyVault/vaults/read");
    assertTrue(runs().plan(with(reads, Map.of())).isEmpty());
  }

  @Test
  @DisplayName("Vaults are asked for again where Azure is busy")
  void busy() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    cloud
        .azure()
        .faults()
        .when(
            point ->
                point.phase() == FaultPoint.Phase.BEFORE_SEND
                    && point.operation().equals("Vaults_ListBySubscription"),
            Fault.of(Fault.Kind.THROTTLE),
            1);
    Runs.verified(deploy(Map.of("DB", "secret://db")));
    assertEquals(0, cloud.azure().faults().unspent());
  }

  @Test
  @DisplayName("It comes back with a release of before that reads the secret")
  void rolledBack() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    Runs.verified(deploy(Map.of("DB", "secret://db")));
    Runs.verified(deploy(Map.of()));
    assertEquals(List.of(), scopes());
    Runs.verified(runs().rollback());
    assertEquals(List.of("sandbox-vault/secrets/db"), scopes());
  }

  @Test
  @DisplayName("It goes with a rollback to a release that does not read the secret")
  void rolledBackFrom() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    Runs.verified(deploy(Map.of()));
    Runs.verified(deploy(Map.of("DB", "secret://db")));
    Runs.verified(runs().rollback());
    assertEquals(List.of(), scopes());
  }

  @Test
  @DisplayName("Where it may not be taken away, this is told before any change")
  void kept() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    Runs.verified(deploy(Map.of("DB", "secret://db")));
    cloud.azure().whims().forbid("Microsoft.Authorization/roleAssignments/delete");
    DeployException error = Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, deploy(Map.of()));
    assertTrue(error.getMessage().contains("/secrets/db: you may not"), error.getMessage());
  }

  @Test
  @DisplayName("Where it is left to a person for one function, another's right changes nothing")
  void leftForOne() {
    cloud.azure().keepVault(true);
    FunctionSpec reader =
        SampleProject.function("greeter", cloud.provider().features())
            .withEnvironment(Map.of("DB", "secret://db"));
    FunctionSpec left =
        SampleProject.function("left", cloud.provider().features())
            .withEnvironment(Map.of("DB", "secret://db"))
            .withSettings(Map.of("secretAccess", "none"));
    Application both = SampleProject.in(work).application("1", reader, left);
    String notes = runs().plan(both).notes().toString();
    assertTrue(notes.contains("left reads db") && !notes.contains("greeter reads"), notes);
  }

  @Test
  @DisplayName("Before there is a site, which would remember for a day that it may not")
  void before() {
    cloud.azure().keepVault(true);
    List<Step> steps = runs().plan(with(Map.of("DB", "secret://db"), Map.of())).steps();
    Step site = steps.stream().filter(each -> each.id().endsWith("/site")).findFirst().get();
    assertTrue(
        site.after().stream().anyMatch(id -> id.startsWith("greeter/role:" + SECRETS_USER + ":db")),
        site::toString);
  }

  @Test
  @DisplayName("Where Key Vault hears of it late, references are followed again")
  void late() {
    cloud.azure().keepVault(true);
    cloud.azure().keepSecret("db", "sesame");
    cloud.azure().delay(Delays.none().withUsable(Duration.ofMinutes(6), Duration.ofMinutes(6)));
    Runs.verified(deploy(Map.of("DB", "secret://db")));
  }

  @Test
  @DisplayName("A vault that policies open is refused, unless the right is left to a person")
  void policies() {
    cloud.azure().keepVault(false);
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.UNSUPPORTED, deploy(Map.of("DB", "secret://db")));
    assertTrue(error.hint().contains("enable-rbac-authorization"), error.hint());
    assertTrue(error.hint().contains("secretAccess=none"), error.hint());
    Application left = with(Map.of("DB", "secret://db"), Map.of("secretAccess", "none"));
    assertTrue(runs().plan(left).notes().toString().contains("is left to you"));
  }

  @Test
  @DisplayName("A vault that is elsewhere is left to a person, and the plan says what to grant")
  void elsewhere() {
    List<String> notes = runs().plan(with(Map.of("DB", "secret://db"), Map.of())).notes();
    assertTrue(notes.toString().contains("role Key Vault Secrets User"), notes::toString);
    DeployException error =
        Runs.failed(ExitCode.FAILED_PART_WAY, Kind.UNHEALTHY, deploy(Map.of("DB", "secret://db")));
    assertTrue(error.getMessage().contains("not resolved the reference"), error.getMessage());
  }

  @Test
  @DisplayName("Whoever may not assign roles is told before anything is changed")
  void forbidden() {
    cloud.azure().keepVault(true);
    Runs.verified(deploy(Map.of()));
    cloud.azure().whims().forbid("Microsoft.Authorization/roleAssignments/write");
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, deploy(Map.of("DB", "secret://db")));
    assertTrue(error.getMessage().contains("sandbox-vault"), error.getMessage());
    assertTrue(error.hint().contains("secretAccess=none"), error.hint());
  }
}
