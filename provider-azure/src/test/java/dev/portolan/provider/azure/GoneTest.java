package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody has deleted under a site that lives is made anew, and the site runs again. */
class GoneTest {
  @TempDir private Path work;
  private final EmbeddedCloud cloud = new EmbeddedCloud();
  private String before;

  @BeforeEach
  void first() {
    Runs.verified(runs().deploy("1", "fine"));
    before = cloud.state();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private Runs runs() {
    return new Runs(cloud, work);
  }

  private void madeAnew(String... ids) {
    List<String> steps =
        runs().plan(runs().greeter("1", "fine")).steps().stream().map(Step::id).toList();
    assertTrue(steps.containsAll(List.of(ids)), steps::toString);
    Runs.verified(runs().deploy("1", "fine"));
    assertEquals(before, cloud.state());
    assertTrue(runs().plan(runs().greeter("1", "fine")).isEmpty());
  }

  @Test
  @DisplayName("Whom it acts as: the site and its settings name another, and are written")
  void identity() {
    new Stranger(cloud).deleteIdentity(SampleProject.OWNER, "greeter");
    madeAnew("greeter/identity", "greeter/role", "greeter/site", "greeter/settings");
  }

  @Test
  @DisplayName("Whom the directory does not know yet, though told what it is, is waited for")
  void doubted() {
    new Stranger(cloud).deleteIdentity(SampleProject.OWNER, "greeter");
    cloud.azure().whims().doubtPrincipals();
    cloud.azure().delay(Delays.none().withUsable(Duration.ofMinutes(3), Duration.ZERO));
    cloud.forgetCalls();
    Runs.verified(runs().deploy("1", "fine"));
    long tries =
        cloud.calls().stream()
            .filter(call -> call.name().endsWith("RoleAssignments_Create"))
            .count();
    assertTrue(tries > 2, () -> "" + tries);
  }

  @Test
  @DisplayName("The function's account: its package is published again")
  void host() {
    new Stranger(cloud).deleteHostAccount(SampleProject.OWNER, "greeter");
    madeAnew("greeter/account", "greeter/container", "greeter/role", "greeter/publish");
  }

  @Test
  @DisplayName("Its container alone: likewise")
  void container() {
    new Stranger(cloud).deleteContainer(SampleProject.OWNER, "greeter");
    madeAnew("greeter/container", "greeter/publish");
  }

  @Test
  @DisplayName("The account of kept packages: what serves is kept again, what served before is not")
  void shared() {
    Runs.verified(runs().deploy("2", "fine"));
    Runs.verified(runs().deploy("1", "fine"));
    new Stranger(cloud).deleteAccount(SampleProject.OWNER);
    Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, runs().rollback());
    madeAnew("account", "releases", "greeter/package");
    Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, runs().rollback());
  }

  @Test
  @DisplayName("A run that dies while it makes the account or its container anew: the next ends it")
  void killedHost() {
    new Stranger(cloud).deleteHostAccount(SampleProject.OWNER, "greeter");
    killedAnywhere("BlobContainers_Create", "greeter/publish");
  }

  @Test
  @DisplayName("Likewise whom it acts as: the site is told of it, whenever the run died")
  void killedIdentity() {
    new Stranger(cloud).deleteIdentity(SampleProject.OWNER, "greeter");
    killedAnywhere("UserAssignedIdentities_CreateOrUpdate", "greeter/site");
  }

  /** Kills the run at each of its changes; after one of them, the next run must have a step. */
  private void killedAnywhere(String call, String step) {
    List<Call> changes;
    try (EmbeddedCloud whole = cloud.copy()) {
      Runs.verified(new Runs(whole, work).deploy("1", "fine"));
      changes = whole.calls().stream().filter(Call::mutates).toList();
    }
    assertTrue(changes.stream().anyMatch(each -> each.name().endsWith(call)), changes::toString);
    for (Call each : changes) {
      try (EmbeddedCloud one = cloud.copy()) {
        Runs runs = new Runs(one, work);
        one.faults().strike(each.number(), Point.AFTER_COMMIT, Fault.KILL);
        assertThrows(Error.class, () -> runs.deploy("1", "fine"), each::toString);
        one.faults().clear();
        List<String> steps =
            runs.plan(runs.greeter("1", "fine")).steps().stream().map(Step::id).toList();
        assertTrue(!each.name().endsWith(call) || steps.contains(step), steps::toString);
        Runs.verified(runs.deploy("1", "fine"));
        assertEquals(before, one.state(), each::toString);
      }
    }
  }
}
