package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.resourcemanager.appservice.fluent.models.SitePatchResourceInner;
import com.azure.resourcemanager.appservice.fluent.models.StringDictionaryInner;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.resourcemanager.resources.models.Tags;
import com.azure.resourcemanager.resources.models.TagsPatchOperation;
import com.azure.resourcemanager.resources.models.TagsPatchResource;
import dev.portolan.sandbox.azure.identity.Role;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.wire.Delays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site runs with, and how its host is. */
class HostTest {
  private static final String STATUS =
      "/subscriptions/%s/resourceGroups/g/providers/Microsoft.Web/sites/site1/hostruntime/admin"
          + "/host/status?api-version=2025-03-01";

  @TempDir private Path directory;
  private final FakeTime time = new FakeTime();
  private Standing standing = Standing.running();
  private final InstantPlane plane = InstantPlane.of(plan -> standing);
  private AzureCloud cloud;
  private Clients clients;
  private App app;

  @BeforeEach
  void open() throws IOException {
    cloud = AzureCloud.open(Setup.inMemory(directory, time).with(world -> plane));
    clients = Clients.of(cloud);
    app = new App(clients);
    app.site("site1");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private HttpResponse send(HttpMethod method, String url, byte[] body) {
    HttpRequest request = new HttpRequest(method, url).setBody(BinaryData.fromBytes(body));
    request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/zip");
    return clients.pipeline(Clients.MANAGEMENT).sendSync(request, Context.NONE);
  }

  private void publish() {
    send(
        HttpMethod.POST,
        "https://site1.scm.azurewebsites.net/api/publish",
        Zips.function("greeter"));
  }

  private String status() {
    String url = cloud.settings().get("endpoint") + STATUS.formatted(AzureCloud.SUBSCRIPTION);
    HttpResponse response = send(HttpMethod.GET, url, new byte[0]);
    return response.getStatusCode() + response.getBodyAsBinaryData().toString();
  }

  private void set(Map<String, String> settings) {
    StringDictionaryInner all = app.sites().listApplicationSettings(App.GROUP, "site1");
    all.properties().putAll(settings);
    app.sites().updateApplicationSettings(App.GROUP, "site1", all);
  }

  @Test
  @DisplayName("A host says how it is: it starts, it runs, it runs with trouble, it has failed")
  void states() {
    app.assignAll();
    assertTrue(status().startsWith("400"), this::status);
    publish();
    assertTrue(status().contains("\"state\":\"Running\""), this::status);
    standing = Standing.runningWith("The 'x' function is in error");
    assertTrue(status().contains("\"errors\":[\"The 'x' function is in error\"]"), this::status);
    standing = Standing.failed("gone");
    assertTrue(status().contains("\"state\":\"Error\""), this::status);
    standing = Standing.starting();
    assertTrue(status().startsWith("400"), this::status);
  }

  @Test
  @DisplayName("Without rights at the host's storage the host does not run, until it has them")
  void storage() {
    app.assign(
        app.identity.principalId().toString(),
        Role.STORAGE_BLOB_DATA_OWNER,
        PrincipalType.SERVICE_PRINCIPAL);
    publish();
    assertTrue(status().contains("\"state\":\"Running\""), this::status);
    set(Map.of("AzureWebJobsStorage__clientId", "another"));
    assertTrue(status().contains("AuthorizationPermissionMismatch"), this::status);
    assertThrows(ManagementException.class, () -> app.sites().listHostKeys(App.GROUP, "site1"));
    set(
        Map.of(
            "AzureWebJobsStorage",
            "DefaultEndpointsProtocol=https;AccountName=account1;AccountKey=a2V5"));
    assertTrue(status().contains("Key based authentication is not permitted"), this::status);
  }

  @Test
  @DisplayName("Each function has a key of its own, told without anything around it")
  void functionKeys() {
    app.assignAll();
    publish();
    status();
    String functions =
        cloud.settings().get("endpoint")
            + STATUS
                .formatted(AzureCloud.SUBSCRIPTION)
                .replace("/hostruntime/admin/host/status", "/functions/%s/listkeys");
    HttpResponse told = send(HttpMethod.POST, functions.formatted("greeter"), new byte[0]);
    String key = plane.plans().get("site1").keys().get("functions/greeter");
    assertEquals("{\"default\":\"" + key + "\"}", told.getBodyAsBinaryData().toString());
    assertEquals(
        404, send(HttpMethod.POST, functions.formatted("other"), new byte[0]).getStatusCode());
  }

  @Test
  @DisplayName("A reference to a secret is followed by the identity that is told, with its right")
  void secrets() {
    cloud.keepSecret("word", "abracadabra");
    app.assignAll();
    String reference =
        "@Microsoft.KeyVault(SecretUri=https://sandbox-vault.vault.azure.net/secrets/word)";
    set(Map.of("WORD", reference));
    publish();
    status();
    assertEquals(reference, plane.plans().get("site1").environment().get("WORD"));
    clients
        .authorization()
        .roleServiceClient()
        .getRoleAssignments()
        .create(
            "/subscriptions/%s/resourceGroups/v/providers/Microsoft.KeyVault/vaults/sandbox-vault"
                .formatted(AzureCloud.SUBSCRIPTION),
            "22222222-2222-2222-2222-222222222222",
            new RoleAssignmentCreateParameters()
                .withPrincipalId(app.identity.principalId().toString())
                .withPrincipalType(PrincipalType.SERVICE_PRINCIPAL)
                .withRoleDefinitionId(Role.KEY_VAULT_SECRETS_USER.id()));
    app.sites()
        .update(
            App.GROUP,
            "site1",
            new SitePatchResourceInner().withKeyVaultReferenceIdentity(app.identity.id()));
    status();
    assertEquals("abracadabra", plane.plans().get("site1").environment().get("WORD"));
    assertEquals(
        reference,
        app.sites().listApplicationSettings(App.GROUP, "site1").properties().get("WORD"));
    String first = cloud.keepSecret("word", "sesame");
    cloud.keepSecret("word", "alohomora");
    String named = "@Microsoft.KeyVault(VaultName=sandbox-vault;SecretName=word;SecretVersion=%s)";
    String unknown = named.formatted("0".repeat(32));
    set(Map.of("FIRST", named.formatted(first), "UNKNOWN", unknown));
    status();
    Map<String, String> environment = plane.plans().get("site1").environment();
    assertEquals("alohomora", environment.get("WORD"));
    assertEquals("sesame", environment.get("FIRST"));
    assertEquals(unknown, environment.get("UNKNOWN"));
  }

  @Test
  @DisplayName("Tags change without the site: what is not spoken of stays")
  void tags() {
    String id = app.sites().getByResourceGroup(App.GROUP, "site1").id();
    clients
        .resources()
        .serviceClient()
        .getTagOperations()
        .updateAtScope(
            id,
            new TagsPatchResource()
                .withOperation(TagsPatchOperation.MERGE)
                .withProperties(new Tags().withTags(Map.of("more", "m"))));
    assertEquals(
        Map.of("owner", "o", "more", "m"),
        app.sites().getByResourceGroup(App.GROUP, "site1").tags());
    List<String> found =
        clients
            .resources()
            .serviceClient()
            .getResources()
            .listByResourceGroup(
                App.GROUP, "tagName eq 'more' and tagValue eq 'm'", null, null, Context.NONE)
            .stream()
            .map(each -> each.name())
            .toList();
    assertEquals(List.of("site1"), found);
  }

  @Test
  @DisplayName("An identity that was just made is not yet to be read")
  void identityAppears() {
    cloud.delay(Delays.none().withReadable(Duration.ofSeconds(10)));
    var all = clients.identities().serviceClient().getUserAssignedIdentities();
    all.createOrUpdate(App.GROUP, "late", new IdentityInner().withLocation("eastus"));
    assertThrows(ManagementException.class, () -> all.getByResourceGroup(App.GROUP, "late"));
    assertEquals(1, all.listByResourceGroup(App.GROUP).stream().count());
    time.sleep(Duration.ofSeconds(10));
    assertEquals("late", all.getByResourceGroup(App.GROUP, "late").name());
  }

  @Test
  @DisplayName("What an account is gone with: its containers, and the rights at it")
  void accountGoes() {
    app.assignAll();
    clients.storage().serviceClient().getStorageAccounts().delete(App.GROUP, "account1");
    assertTrue(cloud.state().path("containers").isEmpty());
    assertTrue(cloud.state().path("roleAssignments").isEmpty());
  }
}
