package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.fluent.ResourceGroupsClient;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import com.azure.resourcemanager.storage.models.Kind;
import com.azure.resourcemanager.storage.models.Sku;
import com.azure.resourcemanager.storage.models.SkuName;
import com.azure.resourcemanager.storage.models.StorageAccountCreateParameters;
import dev.portolan.sandbox.azure.wire.Delays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resource groups and storage accounts, through Microsoft's own clients. */
class GroupsTest {
  @TempDir private Path directory;
  private final FakeTime time = new FakeTime();
  private AzureCloud cloud;
  private Clients clients;

  @BeforeEach
  void open() throws IOException {
    cloud = AzureCloud.open(Setup.inMemory(directory, time));
    clients = Clients.of(cloud);
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private ResourceGroupsClient groups() {
    return clients.resources().serviceClient().getResourceGroups();
  }

  private void makeGroup() {
    groups()
        .createOrUpdate(
            "g", new ResourceGroupInner().withLocation("East US").withTags(Map.of("a", "b")));
  }

  private StorageAccountInner makeAccount() {
    return Clients.done(
        clients
            .storage()
            .serviceClient()
            .getStorageAccounts()
            .beginCreate(
                "g",
                "account1",
                new StorageAccountCreateParameters()
                    .withLocation("eastus")
                    .withKind(Kind.STORAGE_V2)
                    .withSku(new Sku().withName(SkuName.STANDARD_LRS))
                    .withAllowSharedKeyAccess(false)));
  }

  @Test
  @DisplayName("A group is there once it was made, with its location in its short form")
  void made() {
    makeGroup();
    ResourceGroupInner group = groups().get("g");
    assertEquals("eastus", group.location());
    assertEquals(Map.of("a", "b"), group.tags());
    assertTrue(groups().checkExistence("G"));
    assertFalse(groups().checkExistence("h"));
  }

  @Test
  @DisplayName("A group stays where it is, and is nowhere where there is nothing")
  void location() {
    makeGroup();
    ResourceGroupInner west = new ResourceGroupInner().withLocation("westeurope");
    assertEquals("InvalidResourceGroupLocation", code(() -> groups().createOrUpdate("g", west)));
    ResourceGroupInner mars = new ResourceGroupInner().withLocation("mars");
    assertEquals(
        "LocationNotAvailableForResourceGroup", code(() -> groups().createOrUpdate("h", mars)));
    assertEquals("ResourceGroupNotFound", code(() -> groups().get("h")));
  }

  @Test
  @DisplayName("A group that goes takes all with it, and takes its time")
  void deletion() {
    makeGroup();
    makeAccount();
    cloud.delay(Delays.none().withOperation(Duration.ofMinutes(1)));
    groups().beginDelete("g");
    assertEquals("Deleting", groups().get("g").properties().provisioningState());
    assertEquals("ResourceGroupBeingDeleted", code(this::makeGroup));
    assertEquals("ResourceGroupBeingDeleted", code(this::makeAccount));
    time.sleep(Duration.ofMinutes(1));
    assertFalse(groups().checkExistence("g"));
    assertTrue(cloud.state().path("storageAccounts").isEmpty());
  }

  @Test
  @DisplayName("The creation of an account is an operation that the client follows to its end")
  void account() {
    makeGroup();
    StorageAccountInner made = makeAccount();
    assertEquals("https://account1.blob.core.windows.net/", made.primaryEndpoints().blob());
    assertEquals(
        "account1",
        clients
            .resources()
            .serviceClient()
            .getResources()
            .listByResourceGroup("g")
            .iterator()
            .next()
            .name());
    cloud.take("Microsoft.Storage/storageAccounts", "taken1");
    assertEquals(
        "StorageAccountAlreadyTaken",
        code(
            () ->
                clients
                    .storage()
                    .serviceClient()
                    .getStorageAccounts()
                    .beginCreate(
                        "g",
                        "taken1",
                        new StorageAccountCreateParameters()
                            .withLocation("eastus")
                            .withKind(Kind.STORAGE_V2)
                            .withSku(new Sku().withName(SkuName.STANDARD_LRS)))));
  }

  @Test
  @DisplayName("A provider that is not registered takes no change until it is")
  void registration() {
    makeGroup();
    cloud.unregister("Microsoft.Storage");
    assertEquals("MissingSubscriptionRegistration", code(this::makeAccount));
    clients.resources().serviceClient().getProviders().register("Microsoft.Storage");
    assertEquals(
        "Registered",
        clients
            .resources()
            .serviceClient()
            .getProviders()
            .getWithResponse("Microsoft.Storage", null, Context.NONE)
            .getValue()
            .registrationState());
    assertEquals("account1", makeAccount().name());
  }

  private static String code(Runnable call) {
    return assertThrows(ManagementException.class, call::run).getValue().getCode();
  }
}
