package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Trigger.Access;
import dev.portolan.deploy.model.Use;
import dev.portolan.provider.azure.config.AzureSettings;
import dev.portolan.provider.azure.config.FunctionSettings;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any call, each with what to do about it. */
class SettingsTest {
  @TempDir private Path work;

  @ParameterizedTest(name = "{0} = {1} is refused")
  @CsvSource({
    "subscription, mine",
    "tenant, acme",
    "location, 'west-europe'",
    "endpoint, http://example.com",
    "endpoint, ftp://127.0.0.1",
    "endpoint, https://example.com",
    "endpoint, https://management.azure.com.example.com",
    "identityEndpoint, http://169.254.169.254/",
    "credentials, password",
    "resourceGroup, 'a/b'",
    "resourceGroup, 'shop.'",
    "storageAccount, Shop",
    "storageAccount, ab",
    "runtime, java11",
    "runtime, '21'",
    "prune, yes",
    "registerProviders, maybe",
    "deleteStorage, '1'",
    "kafka, kafka",
    "kafkaUser, '\u0007'",
    "kafkaSecret, hunter2",
    "kafkaAuth, tls",
    "kafkaCa, '-----BEGIN CERTIFICATE-----'",
    "siteName, '-shop'",
    "siteName, a",
    "concurrency, '0'",
    "concurrency, '1001'",
    "minInstances, '-1'",
    "maxInstances, '0'",
    "maxInstances, '1001'",
    "vault, 'a--b'",
    "vault, 1shop",
    "roles, Reader",
    "roles, '11111111-2222-3333-4444-555555555555@shop'",
    "probe, tcp",
    "keepPackages, '0'",
    "keepPackages, '11'"
  })
  void refuses(String key, String value) {
    List<Problem> problems = check(function(), Map.of(key, value));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).where().endsWith("portolan.azure." + key), problems::toString);
  }

  @Test
  @DisplayName("All that is wrong is told at once")
  void allAtOnce() {
    Map<String, String> wrong = Map.of("location", "!", "concurrency", "x", "probe", "some");
    assertEquals(3, check(function(), wrong).size());
  }

  @Test
  @DisplayName("Nothing need be set, and what is set is read as Azure spells it")
  void reads() {
    assertEquals(List.of(), check(function(), Map.of()));
    AzureSettings settings =
        AzureSettings.from(
            Settings.of(
                Map.of(
                    "location", "West Europe",
                    "runtime", "java25",
                    "identityEndpoint", "http://127.0.0.1:1/msi",
                    "identityHeader", "word")));
    assertEquals("westeurope", settings.location().orElseThrow());
    assertEquals(25, settings.runtime());
    assertFalse(settings.toString().contains("word"), settings.toString());
    assertEquals(21, AzureSettings.from(Settings.none()).runtime());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identityEndpoint", "identityHeader"})
  @DisplayName("Address and header of a machine's identity belong together")
  void together(String key) {
    String value = key.equals("identityHeader") ? "word" : "http://127.0.0.1:1/msi";
    List<Problem> problems = check(function(), Map.of(key, value));
    assertEquals(1, problems.size(), problems::toString);
    assertFalse(problems.toString().contains("word"), problems::toString);
  }

  @Test
  @DisplayName("Every setting that is read is known, and the other way round")
  void known() {
    List<String> keys = AzureSettings.KNOWN.stream().map(Setting::key).toList();
    assertEquals(keys.size(), keys.stream().distinct().count());
    for (String key : keys) {
      boolean free = List.of("endpoint", "identityEndpoint", "identityHeader").contains(key);
      assertTrue(free || !check(function(), Map.of(key, "\u0007")).isEmpty(), key);
    }
  }

  @ParameterizedTest(name = "{0} MiB are {1}, with {2} requests at once")
  @CsvSource({"1, 512, 4", "512, 512, 4", "513, 2048, 16", "2048, 2048, 16", "4096, 4096, 32"})
  void memory(int asked, int given, int concurrency) {
    FunctionSpec function = function().withSizing(function().sizing().withMemoryMebibytes(asked));
    FunctionSettings settings = FunctionSettings.from(function, Settings.none());
    assertEquals(given, settings.memoryMebibytes());
    assertEquals(concurrency, settings.scaling().concurrency());
    assertEquals(List.of(), check(function, Map.of()));
  }

  @Test
  @DisplayName("More memory than an instance has is refused")
  void tooMuch() {
    FunctionSpec large = function().withSizing(function().sizing().withMemoryMebibytes(4097));
    assertTold(check(large, Map.of()), "4097 MiB is not from 1 to 4096");
  }

  @ParameterizedTest(name = "{0} at most is {2} instances of {1}")
  @CsvSource({"1, 1, 1", "3, 3, 1", "4, 4, 1", "5, 2, 2", "8, 4, 2", "399, 3, 100", "9000, 4, 100"})
  void bound(int bound, int concurrency, int instances) {
    FunctionSpec function = function().withSizing(function().sizing().withMaxConcurrency(bound));
    FunctionSettings settings = FunctionSettings.from(function, Settings.none());
    assertEquals(concurrency, settings.scaling().concurrency());
    assertEquals(instances, settings.scaling().most());
    assertTrue(settings.scaling().concurrency() * settings.scaling().most() <= bound);
  }

  @Test
  @DisplayName("A bound on what Azure scales apart is refused, and beside what is always ready")
  void noBound() {
    FunctionSpec bound = function().withSizing(function().sizing().withMaxConcurrency(3));
    Trigger http = new Trigger.Http("/x", List.of("GET"), Trigger.Access.PUBLIC);
    Trigger queue = new Trigger.Queue("to-pack", 10);
    Map<String, String> bus = Map.of("serviceBus", "acme-bus");
    assertEquals(List.of(), check(bound.withTriggers(List.of(queue)), bus));
    assertTold(check(bound.withTriggers(List.of(http, queue)), bus), "on instances of their own");
    assertEquals(List.of(), check(function().withTriggers(List.of(http, queue)), bus));
    assertTold(check(bound, Map.of("minInstances", "1")), "adds to what maxConcurrency bounds");
  }

  @Test
  @DisplayName("A bound of none is refused")
  void none() {
    FunctionSpec never = function().withSizing(function().sizing().withMaxConcurrency(0));
    assertTold(check(never, Map.of()), "no function that may not run");
  }

  @Test
  @DisplayName("A request is answered in 230 seconds, a tick in a day")
  void timeouts() {
    assertEquals(List.of(), check(timeout(function(), 230), Map.of()));
    assertTold(check(timeout(function(), 231), Map.of()), "load balancer waits 1 to 230 s");
    FunctionSpec nightly =
        function().withTriggers(List.of(new Trigger.Schedule("0 2 * * *", "UTC")));
    assertEquals(List.of(), check(timeout(nightly, 3600), Map.of()));
    assertTold(check(timeout(nightly, 90_000), Map.of()), "86400 s");
    assertTold(check(timeout(nightly, 0), Map.of()), "raise it");
  }

  @ParameterizedTest(name = "serviceBus={0} and names.to-pack={1}: {2}")
  @CsvSource({
    "'', '', nothing says which Service Bus namespace it is in",
    "'', to-ship, nothing says which Service Bus namespace it is in",
    "acme-bus, 'to ship', cannot be a queue of Service Bus",
    "acme-bus, a/b/c, cannot be a queue of Service Bus",
    "'', bus/to-ship, cannot be a queue of Service Bus",
    "acme-sb, '', a Service Bus namespace's name",
    "acme-bus, '', ''",
    "acme-bus, to_pack.Prod, ''",
    "'', acme-bus/to-pack, ''",
  })
  void queues(String bus, String name, String told) {
    FunctionSpec packer = function().withTriggers(List.of(new Trigger.Queue("to-pack", 10)));
    List<Problem> problems = check(packer, Map.of("serviceBus", bus, "names.to-pack", name));
    if (told.isEmpty()) {
      assertEquals(List.of(), problems);
    } else {
      assertTold(problems, told);
    }
  }

  @ParameterizedTest(name = "serviceBus={0} and names.orders={1}: {2}")
  @CsvSource({
    "'', orders-prod, nothing says which Service Bus namespace it is in",
    "acme-bus, orders/1/2, cannot be a topic of Service Bus",
    "acme-bus, -orders, cannot be a topic of Service Bus",
    "acme-bus, orders_Prod.1, ''",
    "'', acme-bus/orders, ''",
  })
  void topics(String bus, String name, String told) {
    FunctionSpec mailer =
        function().withTriggers(List.of(new Trigger.Topic("orders", List.of("com.acme.order"))));
    List<Problem> problems = check(mailer, Map.of("serviceBus", bus, "names.orders", name));
    if (told.isEmpty()) {
      assertEquals(List.of(), problems);
    } else {
      assertTold(problems, told);
    }
  }

  @ParameterizedTest(name = "objects={0} and names.photos={1}: {2}")
  @CsvSource({
    "'', photos-prod, nothing says which storage account its container is in",
    "acmestore, photos/1/2, cannot be a container of a storage account",
    "acmestore, Photos, cannot be a container of a storage account",
    "acmestore, $logs, cannot be a container of a storage account",
    "'', Acme-Store/photos, cannot be a container of a storage account",
    "Acme-Store, '', a storage account's name",
    "acmestore, photos-prod, ''",
    "'', acmestore/photos, ''",
  })
  void objects(String account, String name, String told) {
    FunctionSpec painter =
        function()
            .withTriggers(
                List.of(new Trigger.ObjectCreated("photos"), new Trigger.ObjectDeleted("photos")));
    Map<String, String> settings = Map.of("objects", account, "names.photos", name);
    List<Problem> problems = check(painter, settings);
    List<Use> uses = List.of(new Use(Use.Kind.READ, "photos"), new Use(Use.Kind.WRITE, "photos"));
    assertEquals(problems, check(function().withUses(uses), settings), "whatever is done there");
    if (told.isEmpty()) {
      assertEquals(List.of(), problems);
    } else {
      assertTold(problems, told);
    }
  }

  @ParameterizedTest(name = "cosmos={0} and names.customers={1}: {2}")
  @CsvSource({
    "'', people, nothing says which Cosmos DB account and database its container is in",
    "acme-data/shop, shop/people, cannot be a container of Cosmos DB",
    "acme-data/shop, a/b/c/d, cannot be a container of Cosmos DB",
    "acme-data/shop, a#b, cannot be a container of Cosmos DB",
    "'', Acme_Data/shop/people, cannot be a container of Cosmos DB",
    "acme-data, '', an account of Cosmos DB",
    "acme-data/shop, People_1.x, ''",
    "'', acme-data/shop/people, ''",
  })
  void tables(String place, String name, String told) {
    FunctionSpec audit = function().withTriggers(List.of(new Trigger.RecordChanged("customers")));
    List<Problem> problems = check(audit, Map.of("cosmos", place, "names.customers", name));
    if (told.isEmpty()) {
      assertEquals(List.of(), problems);
    } else {
      assertTold(problems, told);
    }
  }

  @Test
  @DisplayName("What is told of objects is bounded as one, and has as long as Event Grid waits")
  void toldOfObjects() {
    Map<String, String> store = Map.of("objects", "acmestore");
    FunctionSpec painter =
        function()
            .withTriggers(
                List.of(new Trigger.ObjectCreated("photos"), new Trigger.ObjectDeleted("photos")));
    FunctionSpec bound = painter.withSizing(painter.sizing().withMaxConcurrency(3));
    assertEquals(List.of(), check(bound, store));
    assertEquals(List.of(), check(timeout(painter, 29), store));
    assertTold(check(timeout(painter, 30), store), "waits 1 to 29 s");
  }

  @Test
  @DisplayName("A queue and a topic that come to one name of one namespace are refused")
  void twoKinds() {
    FunctionSpec both =
        function()
            .withTriggers(
                List.of(new Trigger.Queue("to-pack", 10), new Trigger.Topic("orders", List.of())));
    assertTold(
        check(both, Map.of("serviceBus", "acme-bus", "names.orders", "Acme-bus/To-Pack")),
        "is a queue too, and Service Bus has no two of one name");
    assertEquals(
        List.of(), check(both, Map.of("serviceBus", "acme-bus", "names.orders", "x-bus1/to-pack")));
  }

  @Test
  @DisplayName("A topic's name is such that a tag can remember it with its namespace and group")
  void longTopics() {
    FunctionSpec mailer = function().withTriggers(List.of(new Trigger.Topic("orders", List.of())));
    Map<String, String> most = Map.of("names.orders", "acme-bus/" + "a".repeat(100));
    assertEquals(List.of(), check(mailer, most));
    Map<String, String> more = Map.of("names.orders", "acme-bus/" + "a".repeat(101));
    assertTold(check(mailer, more), "cannot be a topic of Service Bus");
  }

  @Test
  @DisplayName("A name of a queue that no function takes from is refused")
  void stray() {
    assertTold(check(function(), Map.of("names.to-pakc", "acme-bus/x")), "no function names");
  }

  @ParameterizedTest(name = "the variable {0} is refused")
  @ValueSource(
      strings = {
        "FUNCTIONS_WORKER_RUNTIME",
        "WEBSITE_RUN_FROM_PACKAGE",
        "AzureWebJobsStorage",
        "AZUREWEBJOBS_SCRIPT",
        "AzureFunctionsJobHost__functionTimeout",
        "SCM_DO_BUILD_DURING_DEPLOYMENT",
        "IDENTITY_ENDPOINT",
        "tz",
        "PATH",
        "my__level"
      })
  void reserved(String name) {
    FunctionSpec function = function().withEnvironment(Map.of(name, "x"));
    assertEquals(1, check(function, Map.of()).size(), name);
  }

  @Test
  @DisplayName("Names that differ by case alone are one to Azure")
  void cases() {
    FunctionSpec function = function().withEnvironment(Map.of("LEVEL", "a", "level", "b"));
    assertTold(check(function, Map.of()), "does not tell it from");
  }

  @Test
  @DisplayName("A secret needs a vault, a name that Key Vault takes, and our way to write it")
  void secrets() {
    Map<String, String> vault = Map.of("vault", "acme-shop");
    FunctionSpec db = function().withEnvironment(Map.of("DB", "secret://db"));
    assertTold(check(db, Map.of()), "portolan.azure.vault: is needed");
    assertEquals(List.of(), check(db, vault));
    String version = "secret://db#0123456789abcdef0123456789abcdef";
    assertEquals(List.of(), check(function().withEnvironment(Map.of("DB", version)), vault));
    FunctionSpec odd = function().withEnvironment(Map.of("DB", "secret://db_main#7"));
    assertTold(check(odd, vault), "no reference to a secret");
    String theirs = "@Microsoft.KeyVault(VaultName=x;SecretName=y)";
    FunctionSpec own = function().withEnvironment(Map.of("DB", theirs));
    assertTold(check(own, vault), "something else in its place");
    assertFalse(check(own, vault).toString().contains("SecretName"), "tells no value");
  }

  @Test
  @DisplayName("Paths that the host keeps for itself are refused")
  void paths() {
    assertTold(check(routed(http("/admin/x", Access.PUBLIC)), Map.of()), "/admin for itself");
    assertTold(check(routed(http("/Runtime", Access.PUBLIC)), Map.of()), "/runtime for itself");
    assertEquals(List.of(), check(routed(http("/administration", Access.PUBLIC)), Map.of()));
    assertEquals(List.of(), check(routed(http("/", Access.PUBLIC)), Map.of()));
    for (Access access : Access.values()) {
      FunctionSpec two = routed(http("/a", Access.PUBLIC), http("/b", access));
      assertTold(check(two, Map.of()), "@Http twice");
    }
  }

  @Test
  @DisplayName("Two functions cannot have one site")
  void sites() {
    Settings settings = Settings.of(Map.of("siteName", "acme-shop"));
    FunctionSpec other = SampleProject.function("other", new AzureProvider().features());
    Application two = SampleProject.in(work).application("1", function(), other);
    assertTold(new AzureProvider().check(two, settings), "is the site of greeter already");
  }

  private List<Problem> check(FunctionSpec function, Map<String, String> settings) {
    Application application = SampleProject.in(work).application("1", function);
    return new AzureProvider().check(application, Settings.of(settings));
  }

  private static FunctionSpec function() {
    return SampleProject.function("greeter", new AzureProvider().features());
  }

  private static FunctionSpec routed(Trigger... triggers) {
    return function().withTriggers(List.of(triggers));
  }

  private static Trigger http(String path, Access access) {
    return new Trigger.Http(path, List.of("GET"), access);
  }

  private static FunctionSpec timeout(FunctionSpec function, int seconds) {
    return function.withSizing(function.sizing().withTimeout(Duration.ofSeconds(seconds)));
  }

  private static void assertTold(List<Problem> problems, String words) {
    assertTrue(problems.toString().contains(words), problems::toString);
  }
}
