package dev.portolan.provider.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.PlanText;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import dev.portolan.images.Projects;
import dev.portolan.sandbox.knative.kube.ResourceType;
import dev.portolan.testkit.SampleProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function needs of a cluster to get its events, told while planning. */
final class EventsTest {
  private static final Trigger ORDERS = new Trigger.Topic("orders", List.of());
  private static final Trigger CLICKS = new Trigger.Kafka(List.of("clicks"), "");
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");

  @TempDir Path work;
  private Application project;

  @BeforeEach
  void project() throws IOException {
    project = Projects.greeter(work);
  }

  @Test
  void whatIsNotInstalledIsToldAtOnceAndNothingIsChanged() {
    try (EmbeddedCloud cloud = without(type -> type.group().matches("(eventing|sources).*"))) {
      Outcome outcome = deploy(cloud, Map.of(), ORDERS, CLICKS, NIGHTLY);
      assertEquals(ExitCode.REFUSED, outcome.exitCode(), outcome.toString());
      DeployException error = outcome.error().orElseThrow();
      assertEquals(DeployException.Kind.UNSUPPORTED, error.kind());
      for (String kind : List.of("Trigger", "PingSource", "KafkaSource")) {
        assertTrue(error.getMessage().contains("the cluster has no " + kind), error.toString());
      }
      assertEquals(0, outcome.calls().mutations());
    }
  }

  @Test
  void aClusterWithoutKafkaIsGoodEnoughForSchedules() {
    try (EmbeddedCloud cloud = without(type -> type.kind().equals("KafkaSource"))) {
      verified(deploy(cloud, Map.of(), NIGHTLY));
      DeployException error = deploy(cloud, Map.of(), CLICKS).error().orElseThrow();
      assertEquals(DeployException.Kind.UNSUPPORTED, error.kind());
      assertTrue(hints(error).contains("the Apache Kafka source of Knative"), hints(error));
    }
  }

  @Test
  void aLoginForKafkaThatIsNotThereIsToldWhilePlanning() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Outcome outcome = deploy(cloud, Map.of("kafkaSasl", "kafka-login"), CLICKS);
      assertEquals(0, outcome.calls().mutations());
      DeployException error = outcome.error().orElseThrow();
      assertTrue(error.getMessage().contains("secret kafka-login"), error.toString());
    }
  }

  @Test
  void aScheduleHasNoRetriesToSet() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      FunctionSpec nightly =
          Projects.function("greeter", Trigger.Access.PUBLIC)
              .withTriggers(List.of(NIGHTLY))
              .withSettings(Map.of("retries", "3"));
      Application one = project.withFunctions(List.of(nightly));
      Outcome outcome = with(cloud, Map.of(), each -> each.deploy(one, work.resolve("out")));
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      assertEquals(List.of(), cloud.calls());
    }
  }

  @Test
  void anOlderKafkaSourceIsSpokenToInItsVersion() {
    Predicate<ResourceType> newer =
        type -> type.kind().equals("KafkaSource") && type.version().equals("v1");
    try (EmbeddedCloud cloud = without(newer)) {
      verified(deploy(cloud, Map.of(), CLICKS));
      assertTrue(cloud.state().contains("kafkasources/shop-dev-greeter-"), cloud.state());
    }
  }

  @Test
  void aTopicWithoutABrokerIsRefusedUnlessOneMayBeMade() {
    Trigger letters = new Trigger.Topic("letters", List.of());
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Outcome refused = deploy(cloud, Map.of(), letters);
      assertEquals(ExitCode.FAILED_UNCHANGED, refused.exitCode(), refused.toString());
      String hints = hints(refused.error().orElseThrow());
      assertTrue(hints.contains("no broker letters"), hints);

      Outcome made = deploy(cloud, Map.of("createBrokers", "true"), letters);
      verified(made);
      assertTrue(PlanText.text(made.plan().orElseThrow()).contains("create broker letters"));
      verified(with(cloud, Map.of(), one -> one.destroy(project.owner())));
      verified(deploy(cloud, Map.of(), letters));
    }
  }

  @Test
  void aFunctionIsToldWhereTheBrokerIsThatItSendsTo() {
    FunctionSpec sender =
        Projects.function("greeter", Trigger.Access.PUBLIC)
            .withUses(List.of(new Use(Use.Kind.SEND, "to-pack")));
    Application one = project.withFunctions(List.of(sender));
    Map<String, String> named = Map.of("names.to-pack", "letters");
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Outcome refused = with(cloud, named, each -> each.deploy(one, work.resolve("out")));
      assertEquals(ExitCode.FAILED_UNCHANGED, refused.exitCode(), refused.toString());
      assertTrue(hints(refused.error().orElseThrow()).contains("no broker letters"));

      verified(with(cloud, Map.of(), each -> each.deploy(one, work.resolve("out"))));
      assertTrue(cloud.state().contains("PORTOLAN_USE_QUEUE_TO_PACK"), cloud.state());
      assertTrue(cloud.state().contains("/default/to-pack"), cloud.state());
    }
  }

  @Test
  void aBrokerThatIsMadeIsSentToFromTheFirstRunOn() {
    FunctionSpec sender =
        Projects.function("greeter", Trigger.Access.PUBLIC)
            .withUses(List.of(new Use(Use.Kind.SEND, "to-ship")));
    Application one = project.withFunctions(List.of(sender));
    Map<String, String> made = Map.of("createBrokers", "true", "names.to-ship", "shipping");
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      verified(with(cloud, made, each -> each.deploy(one, work.resolve("out"))));
      assertTrue(cloud.state().contains(".svc.cluster.local/default/shipping"), cloud.state());
    }
    Map<String, String> elsewhere = new TreeMap<>(made);
    elsewhere.put("brokerIngress", "http://kafka-broker-ingress.knative-eventing.svc.acme.local");
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      with(cloud, elsewhere, each -> each.deploy(one, work.resolve("out")));
      assertTrue(cloud.state().contains(".svc.acme.local/default/shipping"), cloud.state());
    }
    elsewhere.put("brokerIngress", "http://ingress/of/mine");
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Outcome refused = with(cloud, elsewhere, each -> each.deploy(one, work.resolve("out")));
      assertEquals(ExitCode.REFUSED, refused.exitCode());
      assertEquals(List.of(), cloud.calls());
    }
  }

  @Test
  void kafkaWithoutAnAddressAndATopicThatNoBrokerCanBeAreRefusedBeforeAnyCall() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Outcome outcome = deploy(cloud, Map.of("kafkaServers", "not a server"), CLICKS);
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      assertEquals(List.of(), cloud.calls());
      assertTrue(
          outcome.error().orElseThrow().getMessage().contains("kafka-1:9092"), outcome.toString());
    }
  }

  @Test
  void aBrokerIsOneThingAndAQueueHasOneTaker() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      FunctionSpec pack = taking("pack", new Trigger.Queue("to-pack", 10));
      FunctionSpec count =
          taking("count", new Trigger.Queue("to-pack", 10), new Trigger.Topic("photos", List.of()));
      FunctionSpec store = taking("store", new Trigger.ObjectCreated("photos"));
      Application all = project.withFunctions(List.of(pack, count, store));
      Map<String, String> named = Map.of("names.to-ship", "x");
      Outcome outcome = with(cloud, named, each -> each.deploy(all, work.resolve("out")));
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      assertEquals(List.of(), cloud.calls());
      String told = hints(outcome.error().orElseThrow());
      assertTrue(told.contains("takes from the queue 'to-pack' as pack does"), told);
      assertTrue(told.contains("broker 'photos' would be a topic and a bucket"), told);
      assertTrue(told.contains("no function names 'to-ship'"), told);
    }
  }

  @Test
  void deadLettersThatComeBackByAnotherNameAreRefusedBeforeAnyCall() {
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      Application one =
          project.withFunctions(
              List.of(taking("pack", new Trigger.Queue("to-pack", 10)).withDeadLetter("lost")));
      Map<String, String> named = Map.of("names.lost", "to-pack");
      Outcome outcome = with(cloud, named, each -> each.deploy(one, work.resolve("out")));
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      String told = hints(outcome.error().orElseThrow());
      assertTrue(
          told.contains("what the function refuses comes to it again, by way of to-pack"), told);
    }
  }

  @Test
  void aQueueWhoseBrokerSendsToOthersIsRefusedWhilePlanning() {
    Trigger queue = new Trigger.Queue(SampleProject.QUEUES.get(0), 10);
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      cloud.listen(SampleProject.QUEUES.get(0), "auditor");
      Outcome outcome = deploy(cloud, Map.of(), queue);
      assertEquals(0, outcome.calls().mutations());
      assertEquals(DeployException.Kind.CONFLICT, outcome.error().orElseThrow().kind());
      String told = hints(outcome.error().orElseThrow());
      assertTrue(told.contains("sends every message to auditor too"), told);
      verified(deploy(cloud, Map.of("names.to-pack", SampleProject.QUEUES.get(1)), queue));
    }
  }

  @Test
  void aFunctionThatLeftTheProjectStillTakesFromItsQueueUntilItIsPruned() {
    Trigger queue = new Trigger.Queue(SampleProject.QUEUES.get(0), 10);
    try (EmbeddedCloud cloud = new EmbeddedCloud()) {
      verified(deploy(cloud, Map.of(), queue));
      Application renamed = project.withFunctions(List.of(taking("packer", queue)));
      Outcome refused = with(cloud, Map.of(), each -> each.deploy(renamed, work.resolve("out")));
      assertEquals(DeployException.Kind.CONFLICT, refused.error().orElseThrow().kind());
      assertEquals(0, refused.calls().mutations());
      Map<String, String> prune = Map.of("prune", "true");
      verified(with(cloud, prune, each -> each.deploy(renamed, work.resolve("out"))));
    }
  }

  private static FunctionSpec taking(String name, Trigger... triggers) {
    return FunctionSpec.of(
        name, "com.acme.Greeter", "java.lang.String", "java.lang.Void", Arrays.asList(triggers));
  }

  private EmbeddedCloud without(Predicate<ResourceType> absent) {
    return new EmbeddedCloud(new ReadyPods(), absent);
  }

  private Outcome deploy(EmbeddedCloud cloud, Map<String, String> settings, Trigger... triggers) {
    FunctionSpec function =
        Projects.function("greeter", Trigger.Access.PUBLIC).withTriggers(Arrays.asList(triggers));
    return with(
        cloud,
        settings,
        one -> one.deploy(project.withFunctions(List.of(function)), work.resolve("out")));
  }

  private static <T> T with(
      EmbeddedCloud cloud,
      Map<String, String> more,
      java.util.function.Function<Portolan, T> work) {
    Portolan.Options options = Portolan.Options.standard().withTime(cloud.time());
    try (Portolan one = Portolan.open(cloud.provider(), cloud.settings().with(more), options)) {
      return work.apply(one);
    }
  }

  private static void verified(Outcome outcome) {
    assertEquals(ExitCode.VERIFIED, outcome.exitCode(), outcome.toString());
  }

  private static String hints(DeployException error) {
    return error.getMessage() + error.hint();
  }
}
