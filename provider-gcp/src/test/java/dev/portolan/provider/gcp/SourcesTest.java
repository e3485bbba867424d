package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues, buckets and tables in an embedded project: whose they are, and where. */
class SourcesTest {
  private static final Trigger TO_PACK = new Trigger.Queue("to-pack", 10);
  private static final Owner OTHERS = Owner.of("org.elsewhere", "depot", "dev");

  @TempDir private Path work;
  private final EmbeddedCloud cloud = new EmbeddedCloud(Product.RUN);
  private Map<String, String> more = Map.of();

  @AfterEach
  void close() {
    cloud.close();
  }

  private FunctionSpec function(String name, Trigger... triggers) {
    FunctionSpec plain = SampleProject.function(name, cloud.provider().features());
    return plain.withTriggers(
        Stream.concat(plain.triggers().stream(), Stream.of(triggers)).toList());
  }

  private Outcome deploy(Owner owner, FunctionSpec... functions) {
    Application sample = SampleProject.in(work).application("1", functions);
    Application ours = Application.of(owner, List.of(functions), sample.bundle());
    return with(portolan -> portolan.deploy(ours, work));
  }

  private Outcome deploy(FunctionSpec... functions) {
    return deploy(SampleProject.OWNER, functions);
  }

  private <T> T with(Function<Portolan, T> use) {
    Portolan.Options options =
        Portolan.Options.standard().withTime(cloud.time()).withEnvironment(cloud.environment());
    try (Portolan portolan =
        Portolan.open(cloud.provider(), cloud.settings().with(more), options)) {
      return use.apply(portolan);
    }
  }

  private static Outcome verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), () -> String.valueOf(outcome.error()));
    return outcome;
  }

  private static DeployException refused(Outcome outcome) {
    return outcome.error().orElseThrow();
  }

  private List<String> triggers() {
    return Stream.of(cloud.tree().path("triggers"))
        .flatMap(all -> all.properties().stream())
        .map(each -> each.getKey().replaceFirst(".*/locations/", ""))
        .sorted()
        .toList();
  }

  @Test
  @DisplayName(
      "Who takes from a queue that another project takes from is refused, and told of whom")
  void takenByAnother() {
    verified(deploy(OTHERS, function("packer", TO_PACK)));
    String before = cloud.state();
    DeployException told = refused(deploy(function("greeter", TO_PACK)));
    assertEquals(DeployException.Kind.NOT_OWNED, told.kind(), told.getMessage());
    assertTrue(
        told.getMessage()
            .contains("trigger queue-to-pack in us-central1 already brings its messages to depot"),
        told.getMessage());
    assertTrue(told.hint().contains("@Topic"), told.hint());
    assertEquals(before, cloud.state());
  }

  @Test
  @DisplayName("A queue has one taker in all regions")
  void takenElsewhere() {
    more = Map.of("region", "europe-west1");
    verified(deploy(function("greeter", TO_PACK)));
    more = Map.of();
    DeployException told = refused(deploy(function("greeter", TO_PACK)));
    assertTrue(told.getMessage().contains("in europe-west1"), told.getMessage());
  }

  @Test
  @DisplayName("Two regions hear of one bucket, each by a trigger of its own")
  void twoRegions() {
    FunctionSpec hears =
        function("greeter", new Trigger.ObjectCreated(SampleProject.BUCKETS.get(0)));
    verified(deploy(hears));
    more = Map.of("region", "europe-west1");
    verified(deploy(hears));
    assertEquals(2, triggers().size(), () -> triggers().toString());
    assertTrue(triggers().stream().allMatch(each -> each.startsWith("us-central1/")));
    more = Map.of();
    cloud.forgetCalls();
    verified(deploy(hears));
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
  }

  @Test
  @DisplayName("A queue that moves to another function is one trigger all the while")
  void moves() {
    verified(deploy(function("greeter", TO_PACK), function("waver")));
    String trigger = cloud.tree().path("triggers").toString();
    cloud.forgetCalls();
    verified(deploy(function("greeter"), function("waver", TO_PACK)));
    assertFalse(
        cloud.calls().stream().anyMatch(call -> call.name().contains("DeleteTrigger")),
        () -> cloud.calls().toString());
    assertEquals(List.of("us-central1/triggers/queue-to-pack"), triggers());
    assertFalse(cloud.tree().path("triggers").toString().equals(trigger));
    cloud.forgetCalls();
    verified(deploy(function("greeter"), function("waver", TO_PACK)));
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
    more = Map.of("prune", "true");
    verified(deploy(function("greeter", TO_PACK)));
    assertEquals(List.of("us-central1/triggers/queue-to-pack"), triggers());
  }

  @Test
  @DisplayName("A bucket in several regions has its trigger there, which goes when it is asked to")
  void wideBucket() {
    cloud.google().bucket("acme-films", "EU");
    verified(deploy(function("greeter", new Trigger.ObjectCreated("acme-films"))));
    assertEquals(1, triggers().size(), triggers()::toString);
    assertTrue(triggers().get(0).startsWith("eu/triggers/"), triggers()::toString);
    assertTrue(roles().contains("roles/eventarc.eventReceiver"), roles());
    cloud.forgetCalls();
    verified(deploy(function("greeter", new Trigger.ObjectCreated("acme-films"))));
    assertFalse(cloud.calls().stream().anyMatch(call -> call.mutates()));
    verified(deploy(function("greeter")));
    assertEquals(List.of(), triggers());
    assertFalse(roles().contains("roles/eventarc.eventReceiver"), roles());
  }

  @Test
  @DisplayName(
      "A bucket that was made again elsewhere has its trigger there, and none where it was")
  void movedBucket() {
    cloud.google().bucket("acme-films", "EU");
    FunctionSpec function = function("greeter", new Trigger.ObjectCreated("acme-films"));
    verified(deploy(function));
    cloud.google().bucket("acme-films", "us-central1");
    verified(deploy(function));
    assertEquals(1, triggers().size(), triggers()::toString);
    assertTrue(triggers().get(0).startsWith("us-central1/triggers/"), triggers()::toString);
  }

  private String roles() {
    return cloud.tree().path("projectPolicies").toString();
  }

  @Test
  @DisplayName("A missing bucket is refused, or made where that may be; it outlives the function")
  void missingBucket() {
    FunctionSpec function = function("greeter", new Trigger.ObjectDeleted("acme-films"));
    more = Map.of("createBuckets", "false");
    DeployException told = refused(deploy(function));
    assertEquals("gcp: bucket acme-films: is not in project portolan-sandbox", told.getMessage());
    assertTrue(told.hint().contains("gs://acme-films --location us-central1"), told.hint());
    assertTrue(told.hint().contains("portolan.gcp.createBuckets=true"), told.hint());
    more = Map.of("createBuckets", "true");
    verified(deploy(function));
    assertEquals(1, triggers().size());
    verified(with(portolan -> portolan.destroy(SampleProject.OWNER)));
    assertEquals(List.of(), triggers());
    assertTrue(cloud.tree().path("buckets").has("acme-films"));
  }

  @Test
  @DisplayName("A database that is missing is refused, with the command that makes it")
  void missingDatabase() {
    more = Map.of("database", "shop");
    DeployException told =
        refused(deploy(function("greeter", new Trigger.RecordChanged("parcels"))));
    assertEquals("gcp: database shop: is not in project portolan-sandbox", told.getMessage());
    assertTrue(told.hint().contains("databases create --database \"shop\""), told.hint());
  }

  @Test
  @DisplayName("What is called otherwise here is asked for by that name")
  void names() {
    cloud.google().bucket("acme-photos-prod", GcpCloud.REGION);
    more =
        Map.of(
            "names.photos", "acme-photos-prod", "names.orders", "Orders_2", "names.rows", "Rows");
    verified(
        deploy(
            function(
                "greeter",
                new Trigger.ObjectCreated("photos"),
                new Trigger.Topic("orders", List.of()),
                new Trigger.RecordChanged("rows"))));
    String all = cloud.tree().path("triggers").toString();
    for (String name : List.of("acme-photos-prod", "/topics/Orders_2", "Rows/{id}")) {
      assertTrue(all.contains(name), all);
    }
    assertTrue(cloud.state().contains("PORTOLAN_NAMES"), cloud.state());
  }
}
