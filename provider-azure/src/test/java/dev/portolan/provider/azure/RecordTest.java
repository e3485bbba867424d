package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.azure.AzureCloud;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.testkit.SampleProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables: found or made, and the leases and rights of the functions that hear of them. */
class RecordTest {
  private static final String ACCOUNT =
      "/subscriptions/"
          + AzureCloud.SUBSCRIPTION
          + "/resourceGroups/data/providers/Microsoft.DocumentDB/databaseAccounts/sandbox-cosmos";

  private static final String FIRST = SampleProject.TABLES.get(0);
  private static final String SECOND = SampleProject.TABLES.get(1);
  private static final Trigger HEAR = new Trigger.RecordChanged(FIRST);
  private static final Trigger HEAR_OTHER = new Trigger.RecordChanged(SECOND);
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");

  @TempDir private Path work;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(work);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** Where somebody has which role of Cosmos DB, leases without their names. */
  private List<String> rights() {
    return scene
        .all("sqlRoleAssignments")
        .map(each -> each.path("properties"))
        .map(
            each ->
                each.path("roleDefinitionId").asText().replaceFirst(".*0", "")
                    + " "
                    + each.path("scope")
                        .asText()
                        .replaceFirst(".*/databaseAccounts/", "")
                        .replaceFirst("/leases-.*", "/leases"))
        .sorted()
        .toList();
  }

  private List<String> leases() {
    return scene
        .all("sqlContainers")
        .map(each -> each.path("name").asText())
        .filter(name -> name.startsWith("leases-"))
        .toList();
  }

  @Test
  @DisplayName(
      "The host reads that container and writes its own leases, without a key, and no more")
  void granted() throws Exception {
    keepOne();
    String empty = scene.cloud().state();
    Runs.verified(scene.deploy(HEAR));
    String at = "sandbox-cosmos/dbs/records/colls/";
    assertEquals(List.of("1 " + at + FIRST, "2 " + at + "leases"), rights());
    JsonNode settings = scene.site();
    assertEquals(
        "https://sandbox-cosmos.documents.azure.com:443/",
        settings.path("PORTOLAN_TABLE__accountEndpoint").asText());
    assertEquals(FIRST, settings.path("PORTOLAN_TABLE_NAME").asText());
    assertEquals("records", settings.path("PORTOLAN_TABLE_DATABASE").asText());
    assertEquals(leases(), List.of(settings.path("PORTOLAN_TABLE_LEASES").asText()));
    assertEquals("managedidentity", settings.path("PORTOLAN_TABLE__credential").asText());
    assertEquals(
        settings.path("AzureWebJobsStorage__clientId").asText(),
        settings.path("PORTOLAN_TABLE__clientId").asText());
    assertFalse(settings.has("PORTOLAN_TABLE"), "that would be a key");
    assertEquals(
        List.of("data/sandbox-cosmos/records"), scene.tags("portolan-leases-"), "is remembered");

    assertEquals(
        List.of(settings.path("PORTOLAN_TABLE_SINCE").asText()), scene.tags("portolan-since-"));

    scene.cloud().forgetCalls();
    scene.cloud().time().sleep(Duration.ofHours(1));
    Runs.verified(scene.deploy(HEAR));
    assertFalse(scene.mutated(), "it goes on to hear since the first deployment");

    Runs.verified(scene.deploy(HEAR_OTHER));
    assertEquals(List.of("1 " + at + SECOND, "2 " + at + "leases"), rights());
    assertEquals(2, scene.tags("portolan-since-").size(), "of each since another time");
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), rights());
    assertEquals(List.of(), leases());
    assertEquals(List.of(), scene.tags("portolan-leases-"));
    assertEquals(List.of(), scene.tags("portolan-since-"));
    assertFalse(scene.site().toString().contains("PORTOLAN_TABLE"), scene.site()::toString);

    Runs.verified(scene.deploy(HEAR));
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("Two functions hear of one container, each with leases and rights of its own")
  void shared() {
    keepOne();
    Runs.verified(scene.deploy(scene.function("greeter", HEAR), scene.function("waver", HEAR)));
    assertEquals(4, rights().size());
    assertEquals(2, leases().size());
    Runs.verified(scene.deploy(scene.function("greeter", HEAR), scene.function("waver", NIGHTLY)));
    assertEquals(2, rights().size());
    assertEquals(1, leases().size());
  }

  @Test
  @DisplayName("A rollback hears of what the earlier release heard of, whose leases have stayed")
  void rollback() {
    Runs.verified(scene.deploy(HEAR));
    String before = scene.cloud().azure().state().path("sqlContainers").toString();
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), rights());
    assertEquals(1, leases().size());
    scene.cloud().forgetCalls();
    Runs.verified(scene.runs().rollback());
    assertEquals(2, rights().size());
    assertEquals(before, scene.cloud().azure().state().path("sqlContainers").toString());
    assertFalse(
        scene.cloud().calls().stream()
            .anyMatch(call -> call.name().equals("SqlResources_CreateUpdateSqlContainer")));
    Runs.verified(scene.runs().rollback());
    assertEquals(List.of(), rights());
    assertEquals(1, leases().size());
  }

  @Test
  @DisplayName("Leases go when the last release goes that could be gone back to and needs them")
  void keptNoMore() {
    scene.settings(Map.of("keepPackages", "2"));
    Runs.verified(scene.deploy(HEAR));
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(1, leases().size());
    Runs.verified(scene.deploy(new Trigger.Schedule("0 3 * * *", "UTC")));
    assertEquals(List.of(), leases());
    assertEquals(List.of(), scene.tags("portolan-leases-"));
    assertEquals(List.of(), scene.tags("portolan-since-"));
  }

  /** No release is kept but the one that serves. */
  private void keepOne() {
    scene.settings(Map.of("keepPackages", "1"));
  }

  @Test
  @DisplayName("A rollback to what is gone is refused while planning")
  void gone() throws Exception {
    Runs.verified(scene.deploy(HEAR));
    Runs.verified(scene.deploy(NIGHTLY));
    String container = ACCOUNT + "/sqlDatabases/records/containers/" + FIRST;
    scene.send("DELETE", container, "2024-11-15", "");
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.runs().rollback());
    assertTrue(
        error.getMessage().contains(FIRST + " of Cosmos DB sandbox-cosmos"), error::getMessage);
  }

  @Test
  @DisplayName("One that is missing is refused while planning, with where it was looked for")
  void missing() {
    scene.settings(Map.of("createTables", "false", "names." + FIRST, "people"));
    DeployException error =
        Runs.failed(ExitCode.FAILED_UNCHANGED, Kind.NOT_FOUND, scene.deploy(HEAR));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "container people of Cosmos DB sandbox-cosmos: there is none of that name in"
                    + " database records of the account"),
        error.getMessage());
    assertTrue(
        error.hint().contains("az cosmosdb sql container create --name people"), error.hint());
    assertTrue(error.hint().contains("portolan.azure.names." + FIRST), error.hint());
    assertTrue(error.hint().contains("portolan.azure.createTables=true"), error.hint());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("It is made where a setting says so, with its database, and stays when all goes")
  void made() {
    scene.settings(Map.of("names." + FIRST, "sandbox-cosmos/other/people"));
    Runs.verified(scene.deploy(HEAR));
    Runs.verified(scene.runs().destroy());
    assertTrue(
        scene.all("sqlContainers").anyMatch(each -> each.path("name").asText().equals("people")));
    assertTrue(
        scene.all("sqlDatabases").anyMatch(each -> each.path("name").asText().equals("other")));
    assertEquals(List.of(), leases());
    assertEquals(List.of(), rights());
  }

  @ParameterizedTest
  @CsvSource({"MongoDB, UNSUPPORTED, REFUSED", "none, NOT_FOUND, FAILED_UNCHANGED"})
  @DisplayName("An account that is not there, or is for another interface, is refused")
  void account(String kind, Kind refused, ExitCode code) {
    scene.settings(Map.of("cosmos", "elsewhere/records"));
    if (!kind.equals("none")) {
      scene.cloud().azure().keepCosmos("elsewhere", kind);
    }
    DeployException error = Runs.failed(code, refused, scene.deploy(HEAR));
    assertTrue(error.getMessage().contains("of Cosmos DB elsewhere"), error.getMessage());
    assertFalse(scene.mutated());
  }

  @Test
  @DisplayName("A right that somebody took away comes back, and one of somebody else's stays")
  void drift() throws Exception {
    Runs.verified(scene.deploy(HEAR));
    JsonNode first = scene.all("sqlRoleAssignments").findFirst().orElseThrow();
    scene.send("DELETE", first.path("id").asText(), "2024-11-15", "");
    String theirs = "0f5e2a61-2b1c-4f0e-8a3d-7c9b5d1e4f60";
    scene.send(
        "PUT",
        ACCOUNT + "/sqlRoleAssignments/" + theirs,
        "2024-11-15",
        ("{\"properties\":{\"roleDefinitionId\":\"%s/sqlRoleDefinitions/"
                + "00000000-0000-0000-0000-000000000001\",\"scope\":\"%s\",\"principalId\":\"%s\"}}")
            .formatted(ACCOUNT, ACCOUNT, first.at("/properties/principalId").asText()));
    Runs.verified(scene.deploy(HEAR));
    assertEquals(3, rights().size());
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of("1 sandbox-cosmos"), rights());
  }

  @ParameterizedTest
  @CsvSource({
    "SqlResources_CreateUpdateSqlContainer",
    "SqlResources_CreateUpdateSqlRoleAssignment",
    "UserAssignedIdentities_CreateOrUpdate"
  })
  @DisplayName("A run that died while it made them leaves nothing that a removal does not find")
  void killed(String operation) {
    String empty = scene.cloud().state();
    scene.kill(FaultPoint.Phase.AFTER_COMMIT, operation);
    assertThrows(CallerKilledError.class, () -> scene.deploy(HEAR));
    scene.cloud().azure().faults().revive();
    Runs.verified(scene.runs().destroy());
    assertEquals(empty, scene.cloud().state());
  }

  @Test
  @DisplayName("A run that died while it took them away is brought to its end by the next")
  void retired() {
    keepOne();
    Runs.verified(scene.deploy(HEAR));
    scene.kill(FaultPoint.Phase.AFTER_COMMIT, "SqlResources_DeleteSqlRoleAssignment");
    assertThrows(CallerKilledError.class, () -> scene.deploy(NIGHTLY));
    scene.cloud().azure().faults().revive();
    Runs.verified(scene.deploy(NIGHTLY));
    assertEquals(List.of(), rights());
    assertEquals(List.of(), leases());
  }

  @Test
  @DisplayName("Operations that take their time, and a directory that lags, are waited for")
  void slow() {
    scene
        .cloud()
        .azure()
        .delay(
            Delays.none()
                .withOperation(Duration.ofSeconds(20))
                .withUsable(Duration.ofSeconds(40), Duration.ofSeconds(30)));
    Runs.verified(scene.deploy(scene.function("greeter", HEAR), scene.function("waver", HEAR)));
    assertEquals(4, rights().size());
  }

  @Test
  @DisplayName("Five functions wait for each other at one account, however long that takes it")
  void manyAtOne() {
    scene.cloud().azure().delay(Delays.none().withOperation(Duration.ofSeconds(60)));
    FunctionSpec[] five =
        Stream.of("one", "two", "three", "four", "five")
            .map(name -> scene.function(name, HEAR))
            .toArray(FunctionSpec[]::new);
    Runs.verified(atOnce(portolan -> portolan.deploy(scene.with(five), work)));
    assertEquals(10, rights().size());
    assertEquals(0, refusals(), "nobody was refused");
    Runs.verified(atOnce(portolan -> portolan.destroy(SampleProject.OWNER)));
    assertEquals(0, refusals());
    assertEquals(List.of(), rights());
  }

  private Outcome atOnce(Function<Portolan, Outcome> use) {
    return scene.runs().with(scene.cloud().settings(), 5, use);
  }

  @Test
  @DisplayName("An account that is busy for minutes with what somebody else does is waited for")
  void busyElsewhere() throws Exception {
    scene.cloud().azure().delay(Delays.none().withOperation(Duration.ofMinutes(4)));
    scene.send(
        "PUT",
        ACCOUNT + "/sqlDatabases/theirs",
        "2024-11-15",
        "{\"properties\":{\"resource\":{\"id\":\"theirs\"}}}");
    scene.cloud().azure().delay(Delays.none());
    Runs.verified(scene.deploy(HEAR));
    assertEquals(2, rights().size());
  }

  private long refusals() {
    return scene.cloud().azure().calls().calls().stream()
        .filter(call -> call.status() == 412)
        .count();
  }

  @Test
  @DisplayName(
      "Whoever may not give rights, make leases or take them away is told before any change")
  void forbidden() {
    keepOne();
    Runs.verified(scene.deploy(NIGHTLY));
    String rights = "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/";
    String containers = "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/";
    refused(rights + "write", "by which a function may read records", HEAR);
    refused(containers + "write", "by which a function's leases are made", HEAR);
    Runs.verified(scene.deploy(HEAR));
    refused(rights + "delete", "by which rights go", NIGHTLY);
    refused(containers + "delete", "by which leases go", NIGHTLY);
  }

  private void refused(String action, String told, Trigger trigger) {
    scene.cloud().azure().whims().forbid(action);
    DeployException error =
        Runs.failed(ExitCode.REFUSED, Kind.PERMISSION_DENIED, scene.deploy(trigger));
    assertTrue(
        error.getMessage().contains("you may not " + action + ", " + told), error::getMessage);
    scene.cloud().azure().whims().allow();
  }

  @Test
  @DisplayName("Rights of an identity that was made anew are given again, and the old ones go")
  void anotherIdentity() throws Exception {
    Runs.verified(scene.deploy(HEAR));
    List<String> before = principals();
    JsonNode identity = scene.all("identities").findFirst().orElseThrow();
    scene.send("DELETE", identity.path("id").asText(), "2024-11-30", "");
    String since = scene.site().path("PORTOLAN_TABLE_SINCE").asText();
    scene.cloud().time().sleep(Duration.ofHours(1));
    Runs.verified(scene.deploy(HEAR));
    assertEquals(List.of(since), scene.tags("portolan-since-"), "its site knew");
    assertEquals(2, rights().size());
    assertFalse(principals().stream().anyMatch(before::contains));
  }

  private List<String> principals() {
    return scene
        .all("sqlRoleAssignments")
        .map(each -> each.at("/properties/principalId").asText())
        .toList();
  }
}
