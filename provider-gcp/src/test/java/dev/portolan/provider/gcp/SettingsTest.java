package dev.portolan.provider.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before any call, each with what to do about it. */
class SettingsTest {
  @TempDir private Path work;

  @ParameterizedTest(name = "{0} = {1} is refused")
  @CsvSource({
    "project, Acme",
    "project, '1'",
    "region, Frankfurt",
    "target, lambda",
    "runtime, java11",
    "endpoint, http://example.com",
    "endpoint, ftp://127.0.0.1",
    "repository, europe-docker.pkg.dev",
    "repository, registry.example.com/team/images",
    "repository, docker.io/acme/images",
    "repository, evil-docker.pkg.dev.example.com/acme/images",
    "repository, 127.0.0.1:5000/acme/images",
    "repository, eu.gcr.io/acme/images",
    "credentials, /no/such/file",
    "invokerCheck, off",
    "prune, yes",
    "cpu, much",
    "cpu, '3'",
    "cpu, '0.01'",
    "concurrency, '0'",
    "concurrency, '1001'",
    "minInstances, '-1'",
    "maxInstances, '0'",
    "serviceAccount, me",
    "roles, admin",
    "ingress, some",
    "probe, tcp",
    "keepRevisions, '0'",
    "createBuckets, 1",
    "database, a/b"
  })
  void refuses(String key, String value) {
    List<Problem> problems = check(function(), Map.of(key, value));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).where().endsWith("portolan.gcp." + key), problems::toString);
  }

  @Test
  @DisplayName("All that is wrong is told at once")
  void allAtOnce() {
    Map<String, String> wrong = Map.of("region", "here", "cpu", "much", "ingress", "some");
    assertEquals(3, check(function(), wrong).size());
  }

  @Test
  @DisplayName("Memory and CPU must fit each other, and one request at a time less than one CPU")
  void machines() {
    assertEquals(List.of(), check(memory(8192), Map.of()), "the CPU follows the memory");
    assertTold(check(memory(8192), Map.of("cpu", "1")), "4096 MiB at most");
    assertTold(check(memory(512), Map.of("cpu", "4")), "less than 2048");
    assertTold(check(memory(64), Map.of()), "from 128");
    assertEquals(List.of(), check(memory(512), Map.of("cpu", "0.25")));
    assertTold(check(memory(512), Map.of("cpu", "0.25", "concurrency", "2")), "one request");
  }

  @Test
  @DisplayName("No event may take longer than those who send it wait")
  void timeouts() {
    FunctionSpec plain = function();
    assertTold(check(lasting(plain, 3601), Map.of()), "Cloud Run waits");
    FunctionSpec topic = plain.withTriggers(List.of(new Trigger.Topic("orders", List.of())));
    assertTold(check(lasting(topic, 601), Map.of()), "Pub/Sub waits");
    FunctionSpec stored = plain.withTriggers(List.of(new Trigger.ObjectCreated("photos")));
    assertTold(check(lasting(stored, 601), Map.of()), "Pub/Sub waits");
    FunctionSpec tick = plain.withTriggers(List.of(new Trigger.Schedule("0 2 * * *", "UTC")));
    assertTold(check(lasting(tick, 1801), Map.of()), "Cloud Scheduler waits");
    assertEquals(List.of(), check(lasting(topic, 600), Map.of()));
  }

  @Test
  @DisplayName("A name is given to what a function takes from, and is one that Google takes")
  void names() {
    FunctionSpec function =
        function()
            .withTriggers(
                List.of(
                    new Trigger.Queue("to-pack", 10),
                    new Trigger.ObjectCreated("photos"),
                    new Trigger.RecordChanged("parcels")));
    assertTold(check(function, Map.of("names.photo", "x")), "no function names");
    assertTold(check(function, Map.of("names.to-pack", "projects/p/topics/t")), "of a topic");
    assertTold(check(function, Map.of("names.to-pack", "google-x")), "of a topic");
    assertTold(check(function, Map.of("names.photos", "Photos")), "of a bucket");
    assertTold(check(function, Map.of("names.parcels", "a/b/c")), "of a collection");
    assertEquals(
        List.of(),
        check(
            function,
            Map.of("names.to-pack", "To.Pack", "names.photos", "a.b", "names.parcels", "Parcels")));
  }

  @Test
  @DisplayName("A queue has one taker, which does not take from it as a topic as well")
  void queues() {
    Trigger queue = new Trigger.Queue("to-pack", 10);
    FunctionSpec both =
        function().withTriggers(List.of(queue, new Trigger.Topic("orders", List.of())));
    assertEquals(List.of(), check(both, Map.of()));
    assertTold(check(both, Map.of("names.orders", "to-pack")), "twice");
    FunctionSpec other = SampleProject.function("waver", new GcpProvider().features());
    Application two =
        SampleProject.in(work).application("1", both, other.withTriggers(List.of(queue)));
    assertTold(new GcpProvider().check(two, Settings.of(Map.of())), "has one taker");
  }

  @Test
  @DisplayName("Variables that Google sets, and references that are none, are refused")
  void environment() {
    for (String name : List.of("PORT", "K_SERVICE", "FUNCTION_TARGET", "X_GOOGLE_A")) {
      assertTold(check(function().withEnvironment(Map.of(name, "x")), Map.of()), "Google sets");
    }
    FunctionSpec secret = function().withEnvironment(Map.of("DB", "secret://a/b"));
    assertTold(check(secret, Map.of()), "no reference to a secret");
  }

  @Test
  @DisplayName("An account that is there gets no roles")
  void roles() {
    Map<String, String> both =
        Map.of(
            "serviceAccount", "a@b.iam.gserviceaccount.com", "roles", "roles/storage.objectViewer");
    assertTold(check(function(), both), "own account only");
  }

  private static void assertTold(List<Problem> problems, String what) {
    assertTrue(
        problems.size() == 1 && problems.get(0).toString().contains(what), problems::toString);
  }

  private FunctionSpec function() {
    return SampleProject.function("greeter", new GcpProvider().features());
  }

  private FunctionSpec memory(int mebibytes) {
    FunctionSpec function = function();
    return function.withSizing(function.sizing().withMemoryMebibytes(mebibytes));
  }

  private static FunctionSpec lasting(FunctionSpec function, int seconds) {
    return function.withSizing(function.sizing().withTimeout(Duration.ofSeconds(seconds)));
  }

  private List<Problem> check(FunctionSpec function, Map<String, String> settings) {
    Application application = SampleProject.in(work).application("1", function);
    return new GcpProvider().check(application, Settings.of(settings));
  }
}
