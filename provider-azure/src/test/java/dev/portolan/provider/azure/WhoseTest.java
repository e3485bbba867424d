package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.resourcemanager.appservice.models.UserAssignedIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others have put where a deployment's things are stays theirs. */
class WhoseTest {
  private static final String SUBSCRIPTION = "/subscriptions/" + AzureCloud.SUBSCRIPTION;
  private static final String GROUP =
      SUBSCRIPTION + "/resourceGroups/" + Names.resourceGroup(SampleProject.OWNER);

  @TempDir private Path work;

  @Test
  @DisplayName("A role that somebody else gave a function is neither retired nor removed with it")
  void grants() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      JsonNode identity = only(cloud, "identities");
      String principal = identity.path("properties").path("principalId").asText();
      new Stranger(cloud).grant(principal, SUBSCRIPTION);
      new Stranger(cloud).grant(principal, GROUP);
      String role = Assignment.BLOB_CONTRIBUTOR + "@" + account(cloud, "").path("id").asText();
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of("roles", role)), work)));
      assertEquals(5, count(cloud, "roleAssignments"));
      String another = Assignment.BLOB_CONTRIBUTOR + "@" + only(cloud, "sites").path("id").asText();
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of("roles", another)), work)));
      assertEquals(5, count(cloud, "roleAssignments"), "one went, one came");
      Runs.verified(runs.destroy());
      assertEquals(1, count(cloud, "roleAssignments"), "the group took the other along");
    }
  }

  @Test
  @DisplayName("A role that somebody else gave at our account is not taken away")
  void atTheAccount() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      String account = account(cloud, "").path("id").asText();
      new Stranger(cloud).grant(AzureCloud.DEPLOYER, account);
      cloud.forgetCalls();
      Runs.verified(runs.destroy());
      long taken =
          cloud.calls().stream()
              .filter(call -> call.name().contains("RoleAssignments_Delete"))
              .count();
      assertEquals(2, taken, "its own, and ours to keep packages");
    }
  }

  @Test
  @DisplayName(
      "The storage account stays unless a setting lets it go, and a second removal is none")
  void storage() {
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("deleteStorage", "false"))) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      Plan removal = runs.with(p -> p.planRemoval(SampleProject.OWNER));
      assertTrue(
          removal.notes().stream().filter(note -> note.contains("deleteStorage")).count() == 2,
          removal.notes()::toString);
      Runs.verified(runs.destroy());
      for (String gone : List.of("sites", "plans", "identities")) {
        assertEquals(0, count(cloud, gone), gone);
      }
      assertEquals(2, count(cloud, "storageAccounts"));
      assertEquals(0, count(cloud, "containers"), "ours");
      assertTrue(runs.with(p -> p.planRemoval(SampleProject.OWNER)).isEmpty());
      Settings all = cloud.settings().with(Map.of("deleteStorage", "true"));
      Runs.verified(runs.with(all, p -> p.destroy(SampleProject.OWNER)));
      assertEquals(0, count(cloud, "storageAccounts"), "what was left is let go later");
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
    }
  }

  @Test
  @DisplayName("Two owners in one account run their own code, and one goes without the other")
  void shared() {
    Map<String, String> place =
        Map.of(
            "storageAccount", "theshopstorage", "resourceGroup", "both", "deleteStorage", "true");
    try (EmbeddedCloud cloud = new EmbeddedCloud(place)) {
      Runs runs = new Runs(cloud, work);
      Application one = greeter(cloud, Map.of());
      Application other =
          Application.of(
              Owner.of("org.example", "shop", "test"),
              one.functions(),
              SampleProject.in(work).bundle("2"));
      Runs.verified(runs.with(p -> p.deploy(one, work)));
      Runs.verified(runs.with(p -> p.deploy(other, work)));
      assertEquals(3, count(cloud, "storageAccounts"));
      assertEquals(4, count(cloud, "containers"));
      assertTrue(runs.plan(one).isEmpty());
      Plan removal = runs.with(p -> p.planRemoval(one.owner()));
      assertTrue(removal.notes().toString().contains("another owner"), removal.notes()::toString);
      Runs.verified(runs.destroy());
      assertEquals(2, count(cloud, "containers"));
      assertTrue(runs.plan(other).isEmpty(), () -> runs.plan(other).steps().toString());
    }
  }

  @Test
  @DisplayName("A container of our name that does not say it is ours is not deleted")
  void container() {
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("deleteStorage", "false"))) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      new Stranger(cloud).container(SampleProject.OWNER, "greeter");
      Runs.failed(ExitCode.FAILED_PART_WAY, Kind.NOT_OWNED, runs.destroy());
      assertEquals(2, count(cloud, "containers"));
    }
  }

  @Test
  @DisplayName("Another name of a site or an account that is deployed is refused, with the way out")
  void renamed() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      String before = cloud.state();
      String site = only(cloud, "sites").path("name").asText();
      DeployException told =
          Runs.failed(
              ExitCode.REFUSED,
              Kind.INVALID_CONFIGURATION,
              runs.with(p -> p.deploy(greeter(cloud, Map.of("siteName", "other-name")), work)));
      assertTrue(told.getMessage().contains("is deployed as site " + site), told.getMessage());
      assertTrue(told.hint().contains(site), told.hint());
      String account = account(cloud, "").path("name").asText();
      Settings other = cloud.settings().with(Map.of("storageAccount", "anotherone"));
      told =
          Runs.failed(
              ExitCode.REFUSED,
              Kind.INVALID_CONFIGURATION,
              runs.with(other, p -> p.deploy(greeter(cloud, Map.of()), work)));
      assertTrue(told.hint().contains(account), told.hint());
      assertEquals(before, cloud.state());
    }
  }

  @Test
  @DisplayName("What others have given a site stays when it is put right")
  void site() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      Stranger stranger = new Stranger(cloud);
      String theirs = stranger.identity(SampleProject.OWNER);
      stranger.change(
          SampleProject.OWNER,
          site -> {
            site.identity().userAssignedIdentities().put(theirs, new UserAssignedIdentity());
            return site.withClientCertEnabled(true).withKeyVaultReferenceIdentity("SystemAssigned");
          });
      Plan plan = runs.plan(greeter(cloud, Map.of()));
      assertTrue(plan.steps().toString().contains("secrets read as"), plan.steps()::toString);
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, Map.of()), work)));
      JsonNode site = only(cloud, "sites");
      assertEquals(2, site.path("identity").path("userAssignedIdentities").size());
      assertTrue(site.path("properties").path("clientCertEnabled").asBoolean());
      assertTrue(runs.plan(greeter(cloud, Map.of())).isEmpty());
    }
  }

  @Test
  @DisplayName("An account that an earlier run has begun to make is waited for")
  void begun() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      cloud.azure().delay(Delays.none().withOperation(Duration.ofSeconds(30)));
      new Stranger(cloud).beginAccount(SampleProject.OWNER);
      Runs.verified(new Runs(cloud, work).with(p -> p.deploy(greeter(cloud, Map.of()), work)));
    }
  }

  private Application greeter(EmbeddedCloud cloud, Map<String, String> settings) {
    return SampleProject.in(work)
        .application(
            "1",
            SampleProject.function("greeter", cloud.provider().features()).withSettings(settings));
  }

  /** The account that is one function's own; that of all together, for none. */
  private static JsonNode account(EmbeddedCloud cloud, String function) {
    return all(cloud, "storageAccounts")
        .filter(each -> each.path("tags").path("portolan-function").asText().equals(function))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("No function has a role where another runs from, nor where packages are kept")
  void apart() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      FunctionSpec one = SampleProject.function("one", cloud.provider().features());
      FunctionSpec two = SampleProject.function("two", cloud.provider().features());
      Runs.verified(
          runs.with(p -> p.deploy(SampleProject.in(work).application("1", one, two), work)));
      for (JsonNode identity : cloud.azure().state().path("identities")) {
        String function = identity.path("tags").path("portolan-function").asText();
        String principal = identity.path("properties").path("principalId").asText();
        List<String> scopes =
            StreamSupport.stream(cloud.azure().state().path("roleAssignments").spliterator(), false)
                .map(role -> role.path("properties"))
                .filter(role -> role.path("principalId").asText().equals(principal))
                .map(role -> role.path("scope").asText())
                .toList();
        assertEquals(List.of(account(cloud, function).path("id").asText()), scopes);
      }
      assertEquals(3, count(cloud, "storageAccounts"));
    }
  }

  @Test
  @DisplayName("A role that a function asks for at another's account stays")
  void across() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Place place =
          new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(SampleProject.OWNER), "");
      String account =
          GROUP
              + "/providers/Microsoft.Storage/storageAccounts/"
              + Names.hostAccount(place, SampleProject.OWNER, "one");
      FunctionSpec one = SampleProject.function("one", cloud.provider().features());
      FunctionSpec two =
          SampleProject.function("two", cloud.provider().features())
              .withSettings(Map.of("roles", Stranger.READER + "@" + account));
      Application both = SampleProject.in(work).application("1", one, two);
      Runs.verified(runs.with(p -> p.deploy(both, work)));
      assertTrue(runs.plan(both).isEmpty(), () -> runs.plan(both).steps().toString());
    }
  }

  @Test
  @DisplayName("So does one that another project in a group of its own asks for")
  void acrossGroups() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Application one = greeter(cloud, Map.of());
      Runs.verified(runs.with(p -> p.deploy(one, work)));
      String account = account(cloud, "greeter").path("id").asText();
      for (String role : List.of(Stranger.READER, Assignment.BLOB_OWNER)) {
        Application other =
            Application.of(
                Owner.of("org.example", "other", "test"),
                greeter(cloud, Map.of("roles", role + "@" + account)).functions(),
                SampleProject.in(work).bundle("2"));
        Runs.verified(runs.with(p -> p.deploy(other, work)));
        assertTrue(runs.plan(one).isEmpty(), () -> runs.plan(one).steps().toString());
      }
    }
  }

  @Test
  @DisplayName("One role at two scopes of the same last name is granted at both")
  void sameNames() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      String roles = Stranger.READER + "@%s/providers/a.b/c/d," + Stranger.READER + "@%s";
      Map<String, String> asked =
          Map.of("roles", roles.formatted(GROUP, GROUP + "/providers/a.b/e/d"));
      List<String> ids =
          runs.plan(greeter(cloud, asked)).steps().stream()
              .map(Step::id)
              .filter(id -> id.startsWith("greeter/role:"))
              .toList();
      assertEquals(2, ids.stream().distinct().count(), ids::toString);
    }
  }

  @Test
  @DisplayName("What a killed prune has left, its account too, is pruned by the next")
  void prunedLater() {
    try (EmbeddedCloud cloud = new EmbeddedCloud(Map.of("prune", "true"))) {
      Runs runs = new Runs(cloud, work);
      FunctionSpec other = SampleProject.function("other", cloud.provider().features());
      Application one = greeter(cloud, Map.of());
      Application both = SampleProject.in(work).application("1", one.functions().get(0), other);
      Runs.verified(runs.with(p -> p.deploy(both, work)));
      int last;
      try (EmbeddedCloud whole = cloud.copy()) {
        Runs.verified(new Runs(whole, work).with(p -> p.deploy(one, work)));
        last =
            whole.calls().stream()
                .filter(call -> call.name().endsWith("UserAssignedIdentities_Delete"))
                .findFirst()
                .orElseThrow()
                .number();
      }
      cloud.forgetCalls();
      cloud.faults().strike(last, Point.AFTER_COMMIT, Fault.KILL);
      assertThrows(Error.class, () -> runs.with(p -> p.deploy(one, work)));
      cloud.faults().clear();
      Runs.verified(runs.with(p -> p.deploy(one, work)));
      assertEquals(2, count(cloud, "storageAccounts"), "its own, and that of packages");
    }
  }

  @Test
  @DisplayName("An account that is named for a function is made for it, and another name refused")
  void named() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Runs runs = new Runs(cloud, work);
      Map<String, String> own = Map.of("hostAccount", "greeterstorage");
      Runs.verified(runs.with(p -> p.deploy(greeter(cloud, own), work)));
      assertEquals("greeterstorage", account(cloud, "greeter").path("name").asText());
      assertTrue(runs.plan(greeter(cloud, Map.of())).isEmpty());
      Map<String, String> other = Map.of("hostAccount", "another");
      DeployException told =
          Runs.failed(
              ExitCode.REFUSED,
              Kind.INVALID_CONFIGURATION,
              runs.with(p -> p.deploy(greeter(cloud, other), work)));
      assertTrue(told.hint().contains("greeterstorage"), told.hint());
    }
  }

  private static JsonNode only(EmbeddedCloud cloud, String kind) {
    assertEquals(1, count(cloud, kind), kind);
    return cloud.azure().state().path(kind).iterator().next();
  }

  private static long count(EmbeddedCloud cloud, String kind) {
    return all(cloud, kind).count();
  }

  /** All of a kind, but for what the subscription is furnished with. */
  private static Stream<JsonNode> all(EmbeddedCloud cloud, String kind) {
    return StreamSupport.stream(cloud.azure().state().path(kind).spliterator(), false)
        .filter(each -> !each.path("id").asText().contains("/resourceGroups/data/"));
  }
}
