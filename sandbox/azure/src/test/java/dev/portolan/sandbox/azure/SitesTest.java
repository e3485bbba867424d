package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.resourcemanager.appservice.fluent.models.CsmPublishingCredentialsPoliciesEntityInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteConfigInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.appservice.fluent.models.StringDictionaryInner;
import com.azure.resourcemanager.appservice.models.CheckNameResourceTypes;
import com.azure.resourcemanager.appservice.models.DefaultErrorResponseErrorException;
import com.azure.resourcemanager.appservice.models.FunctionsRuntime;
import com.azure.resourcemanager.appservice.models.HostType;
import com.azure.resourcemanager.appservice.models.ResourceNameAvailabilityRequest;
import com.azure.resourcemanager.appservice.models.RuntimeName;
import com.azure.resourcemanager.appservice.models.SkuName;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.azure.identity.Role;
import dev.portolan.sandbox.azure.wire.Delays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans, sites, identities and their rights, through Microsoft's own clients. */
class SitesTest {
  @TempDir private Path directory;
  private final FakeTime time = new FakeTime();
  private AzureCloud cloud;
  private Clients clients;
  private App app;

  @BeforeEach
  void open() throws IOException {
    cloud = AzureCloud.open(Setup.inMemory(directory, time));
    clients = Clients.of(cloud);
    app = new App(clients);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  @DisplayName("A site is told with its hosts, its location in words, and without its settings")
  void made() {
    SiteInner made = app.site("site1");
    assertEquals("site1.azurewebsites.net", made.defaultHostname());
    assertEquals("East US", made.location());
    assertEquals(
        "site1.scm.azurewebsites.net",
        made.hostnameSslStates().stream()
            .filter(each -> each.hostType() == HostType.REPOSITORY)
            .findFirst()
            .orElseThrow()
            .name());
    SiteInner read = app.sites().getByResourceGroup(App.GROUP, "SITE1");
    assertNull(read.siteConfig().appSettings());
    assertEquals(Map.of("owner", "o"), read.tags());
    assertEquals(2048, read.functionAppConfig().scaleAndConcurrency().instanceMemoryMB());
    assertEquals(
        app.identity.principalId().toString(),
        read.identity().userAssignedIdentities().values().iterator().next().principalId());
  }

  @Test
  @DisplayName("A name that a stranger has is told to be taken, and is refused as Azure does")
  void taken() {
    cloud.take("Microsoft.Web/sites", "theirs");
    assertFalse(
        clients
            .web()
            .serviceClient()
            .getResourceProviders()
            .checkNameAvailability(
                new ResourceNameAvailabilityRequest()
                    .withName("theirs")
                    .withType(CheckNameResourceTypes.MICROSOFT_WEB_SITES))
            .nameAvailable());
    assertEquals(
        "Website with given name theirs already exists.",
        refused("Conflict", () -> app.site("theirs")));
  }

  @Test
  @DisplayName("A plan holds one app, and stays while the app is there")
  void onePlanOneApp() {
    app.site("site1");
    assertTrue(
        refused(
                "Conflict",
                () -> app.sites().createOrUpdate(App.GROUP, "site2", app.wanted("site1")))
            .contains("a Flex Consumption plan holds one app"));
    assertThrows(
        DefaultErrorResponseErrorException.class,
        () -> clients.web().serviceClient().getAppServicePlans().delete(App.GROUP, "site1"));
    app.delete("site1");
    clients.web().serviceClient().getAppServicePlans().delete(App.GROUP, "site1");
    assertTrue(cloud.state().path("plans").isEmpty());
  }

  @Test
  @DisplayName("A location without Flex Consumption has no plans of it, and is in no list of it")
  void noFlex() {
    assertEquals(
        "Requested features are not supported in region. Please try another region.",
        refused("BadRequest", () -> app.plan("p", "westindia")));
    var regions =
        clients
            .web()
            .serviceClient()
            .getResourceProviders()
            .listGeoRegions(SkuName.FLEX_CONSUMPTION, null, null, null, null, Context.NONE);
    assertTrue(regions.stream().anyMatch(each -> each.name().equals("East US")));
    assertTrue(regions.stream().noneMatch(each -> each.name().equals("West India")));
  }

  @Test
  @DisplayName("What other plans have is refused by name, one and many")
  void otherPlansProperties() {
    app.plan("p", "eastus");
    SiteInner one =
        app.wanted("p").withSiteConfig(app.settings(Map.of("FUNCTIONS_WORKER_RUNTIME", "java")));
    assertEquals(
        "The following app setting (Site.SiteConfig.AppSettings.FUNCTIONS_WORKER_RUNTIME) for Flex"
            + " Consumption sites is invalid.  Please remove or rename it before retrying.",
        refused("BadRequest", () -> app.sites().createOrUpdate(App.GROUP, "s1", one)));
    SiteInner many =
        app.wanted("p")
            .withSiteConfig(new SiteConfigInner().withAlwaysOn(true).withLinuxFxVersion("x"));
    assertEquals(
        "The following list of 2 site configuration properties (Site.SiteConfig.AlwaysOn,"
            + " Site.SiteConfig.LinuxFxVersion) for Flex Consumption sites is invalid. Please"
            + " remove or rename them before retrying.",
        refused("BadRequest", () -> app.sites().createOrUpdate(App.GROUP, "s1", many)));
    SiteInner none = app.wanted("p").withFunctionAppConfig(null);
    assertTrue(
        refused("BadRequest", () -> app.sites().createOrUpdate(App.GROUP, "s1", none))
            .startsWith("Site.FunctionAppConfig is invalid.  The FunctionAppConfig section"));
    assertTrue(cloud.state().path("sites").isEmpty());
  }

  @Test
  @DisplayName("A runtime that is in no catalogue is accepted all the same")
  void unknownRuntime() {
    app.plan("p", "eastus");
    SiteInner site = app.wanted("p");
    site.functionAppConfig()
        .withRuntime(new FunctionsRuntime().withName(RuntimeName.JAVA).withVersion("99"));
    assertNotNull(app.sites().createOrUpdate(App.GROUP, "s1", site));
    var stacks =
        clients.web().serviceClient().getProviders().getFunctionAppStacksForLocation("eastus");
    assertTrue(
        stacks.iterator().next().majorVersions().stream()
            .noneMatch(each -> each.value().equals("99")));
  }

  @Test
  @DisplayName("Settings are told to those who ask with POST, and a write replaces all")
  void settings() {
    app.site("site1");
    assertEquals(
        "account1",
        app.sites()
            .listApplicationSettings(App.GROUP, "site1")
            .properties()
            .get("AzureWebJobsStorage__accountName"));
    app.sites()
        .updateApplicationSettings(
            App.GROUP, "site1", new StringDictionaryInner().withProperties(Map.of("a", "b")));
    assertEquals(
        Map.of("a", "b"), app.sites().listApplicationSettings(App.GROUP, "site1").properties());
    assertEquals(Access.READ, cloud.calls().calls().get(cloud.calls().calls().size() - 1).access());
  }

  @Test
  @DisplayName("Passwords for publishing can be turned off")
  void policies() {
    app.site("site1");
    assertTrue(app.sites().getScmAllowed(App.GROUP, "site1").allow());
    app.sites()
        .updateScmAllowed(
            App.GROUP, "site1", new CsmPublishingCredentialsPoliciesEntityInner().withAllow(false));
    assertFalse(app.sites().getScmAllowed(App.GROUP, "site1").allow());
    assertEquals(
        2,
        StreamSupport.stream(
                app.sites()
                    .listBasicPublishingCredentialsPolicies(App.GROUP, "site1")
                    .spliterator(),
                false)
            .count());
  }

  @Test
  @DisplayName("A site that takes its time is busy until its operation is done")
  void operation() {
    app.plan("site1", "eastus");
    cloud.delay(Delays.none().withOperation(Duration.ofMinutes(1)));
    app.sites().beginCreateOrUpdate(App.GROUP, "site1", app.wanted("site1")).poll();
    assertTrue(
        refused(
                "Conflict",
                () -> app.sites().createOrUpdate(App.GROUP, "site1", app.wanted("site1")))
            .startsWith("Cannot modify this site because another operation is in progress."));
    time.sleep(Duration.ofMinutes(1));
    cloud.delay(Delays.none());
    assertEquals(
        "site1", app.sites().createOrUpdate(App.GROUP, "site1", app.wanted("site1")).name());
  }

  @Test
  @DisplayName("A site whose operation fails is told so with status 200, and is not there")
  void failedOperation() {
    app.plan("site1", "eastus");
    cloud.whims().failSites(1);
    var told = app.sites().beginCreateOrUpdate(App.GROUP, "site1", app.wanted("site1")).poll();
    assertEquals(LongRunningOperationStatus.FAILED, told.getStatus());
    assertEquals(200, told.getValue().getError().getResponseStatusCode());
    assertTrue(told.getValue().getError().getResponseBody().contains("InternalServerError"));
    assertTrue(cloud.state().path("sites").isEmpty());
  }

  @Test
  @DisplayName("The directory learns of a principal late, unless it need not look it up")
  void principal() {
    cloud.delay(Delays.none().withUsable(Duration.ofSeconds(30), Duration.ZERO));
    var late =
        clients
            .identities()
            .serviceClient()
            .getUserAssignedIdentities()
            .createOrUpdate(
                App.GROUP,
                "late",
                new com.azure.resourcemanager.msi.fluent.models.IdentityInner()
                    .withLocation("eastus"));
    String principal = late.principalId().toString();
    assertEquals(
        "PrincipalNotFound",
        code(() -> app.assign(principal, Role.STORAGE_BLOB_DATA_READER, null)));
    assertEquals(
        "RoleDefinitionDoesNotExist",
        code(
            () ->
                clients
                    .authorization()
                    .roleServiceClient()
                    .getRoleAssignments()
                    .create(
                        app.account.id(),
                        "11111111-1111-1111-1111-111111111111",
                        new com.azure.resourcemanager.authorization.models
                                .RoleAssignmentCreateParameters()
                            .withPrincipalId(principal)
                            .withRoleDefinitionId("/x/00000000-0000-0000-0000-000000000000"))));
    app.assign(principal, Role.STORAGE_BLOB_DATA_OWNER, PrincipalType.SERVICE_PRINCIPAL);
    time.sleep(Duration.ofSeconds(30));
    app.assign(principal, Role.STORAGE_BLOB_DATA_READER, null);
    long listed =
        clients
            .authorization()
            .roleServiceClient()
            .getRoleAssignments()
            .listForScope(app.account.id())
            .stream()
            .count();
    assertEquals(2, listed);
  }

  /** The code of a refusal in the resource manager's own shape. */
  private static String code(Runnable call) {
    return assertThrows(ManagementException.class, call::run).getValue().getCode();
  }

  /** The message of a refusal of Microsoft.Web, whose shape the client cannot read. */
  private static String refused(String code, Runnable call) {
    ManagementException told = assertThrows(ManagementException.class, call::run);
    try {
      JsonNode body =
          new ObjectMapper().readTree(told.getResponse().getBodyAsBinaryData().toBytes());
      assertEquals(code, body.path("Code").asText());
      return body.path("Message").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
