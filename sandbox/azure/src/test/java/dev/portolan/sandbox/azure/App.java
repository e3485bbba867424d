package dev.portolan.sandbox.azure;

import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.resourcemanager.appservice.AppServiceManager;
import com.azure.resourcemanager.appservice.fluent.WebAppsClient;
import com.azure.resourcemanager.appservice.fluent.models.AppServicePlanInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteConfigInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.appservice.models.AuthenticationType;
import com.azure.resourcemanager.appservice.models.FunctionAppConfig;
import com.azure.resourcemanager.appservice.models.FunctionsDeployment;
import com.azure.resourcemanager.appservice.models.FunctionsDeploymentStorage;
import com.azure.resourcemanager.appservice.models.FunctionsDeploymentStorageAuthentication;
import com.azure.resourcemanager.appservice.models.FunctionsDeploymentStorageType;
import com.azure.resourcemanager.appservice.models.FunctionsRuntime;
import com.azure.resourcemanager.appservice.models.FunctionsScaleAndConcurrency;
import com.azure.resourcemanager.appservice.models.ManagedServiceIdentity;
import com.azure.resourcemanager.appservice.models.ManagedServiceIdentityType;
import com.azure.resourcemanager.appservice.models.NameValuePair;
import com.azure.resourcemanager.appservice.models.RuntimeName;
import com.azure.resourcemanager.appservice.models.SkuDescription;
import com.azure.resourcemanager.appservice.models.UserAssignedIdentity;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.storage.fluent.models.BlobContainerInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import com.azure.resourcemanager.storage.models.Kind;
import com.azure.resourcemanager.storage.models.Sku;
import com.azure.resourcemanager.storage.models.SkuName;
import com.azure.resourcemanager.storage.models.StorageAccountCreateParameters;
import dev.portolan.sandbox.azure.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What stands around one function app, made with Microsoft's own clients. */
final class App {
  static final String GROUP = "g";

  private final Clients clients;
  final StorageAccountInner account;
  final IdentityInner identity;

  /** Makes all but the plan and the site. */
  App(Clients clients) {
    this.clients = clients;
    clients
        .resources()
        .serviceClient()
        .getResourceGroups()
        .createOrUpdate(GROUP, new ResourceGroupInner().withLocation("eastus"));
    account =
        Clients.done(
            clients
                .storage()
                .serviceClient()
                .getStorageAccounts()
                .beginCreate(
                    GROUP,
                    "account1",
                    new StorageAccountCreateParameters()
                        .withLocation("eastus")
                        .withKind(Kind.STORAGE_V2)
                        .withSku(new Sku().withName(SkuName.STANDARD_LRS))
                        .withAllowSharedKeyAccess(false)));
    container("app");
    identity =
        clients
            .identities()
            .serviceClient()
            .getUserAssignedIdentities()
            .createOrUpdate(GROUP, "id1", new IdentityInner().withLocation("eastus"));
  }

  void container(String name) {
    clients
        .storage()
        .serviceClient()
        .getBlobContainers()
        .create(GROUP, "account1", name, new BlobContainerInner());
  }

  RoleAssignmentInner assign(String principal, Role role, PrincipalType type) {
    return clients
        .authorization()
        .roleServiceClient()
        .getRoleAssignments()
        .create(
            account.id(),
            UUID.nameUUIDFromBytes((principal + role).getBytes()).toString(),
            new RoleAssignmentCreateParameters()
                .withPrincipalId(principal)
                .withPrincipalType(type)
                .withRoleDefinitionId(role.id()));
  }

  /** Lets the app and the deployer at the blobs. */
  App assignAll() {
    assign(
        identity.principalId().toString(),
        Role.STORAGE_BLOB_DATA_OWNER,
        PrincipalType.SERVICE_PRINCIPAL);
    assign(
        AzureCloud.DEPLOYER, Role.STORAGE_BLOB_DATA_CONTRIBUTOR, PrincipalType.SERVICE_PRINCIPAL);
    return this;
  }

  AppServicePlanInner plan(String name, String location) {
    return web()
        .serviceClient()
        .getAppServicePlans()
        .createOrUpdate(
            GROUP,
            name,
            new AppServicePlanInner()
                .withLocation(location)
                .withReserved(true)
                .withSku(new SkuDescription().withName("FC1").withTier("FlexConsumption")));
  }

  AppServiceManager web() {
    return clients.web();
  }

  WebAppsClient sites() {
    return web().serviceClient().getWebApps();
  }

  /** A site that is right, to be made wrong by tests. */
  SiteInner wanted(String plan) {
    FunctionsDeploymentStorage storage =
        new FunctionsDeploymentStorage()
            .withType(FunctionsDeploymentStorageType.BLOB_CONTAINER)
            .withValue(account.primaryEndpoints().blob() + "app")
            .withAuthentication(
                new FunctionsDeploymentStorageAuthentication()
                    .withType(AuthenticationType.USER_ASSIGNED_IDENTITY)
                    .withUserAssignedIdentityResourceId(identity.id()));
    return new SiteInner()
        .withLocation("eastus")
        .withKind("functionapp,linux")
        .withTags(Map.of("owner", "o"))
        .withServerFarmId(
            "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Web/serverfarms/%s"
                .formatted(AzureCloud.SUBSCRIPTION, GROUP, plan))
        .withHttpsOnly(true)
        .withIdentity(
            new ManagedServiceIdentity()
                .withType(ManagedServiceIdentityType.USER_ASSIGNED)
                .withUserAssignedIdentities(Map.of(identity.id(), new UserAssignedIdentity())))
        .withFunctionAppConfig(
            new FunctionAppConfig()
                .withDeployment(new FunctionsDeployment().withStorage(storage))
                .withRuntime(new FunctionsRuntime().withName(RuntimeName.JAVA).withVersion("21"))
                .withScaleAndConcurrency(
                    new FunctionsScaleAndConcurrency().withInstanceMemoryMB(2048)))
        .withSiteConfig(settings(Map.of()));
  }

  /** The settings that the host needs, and these. */
  SiteConfigInner settings(Map<String, String> more) {
    List<NameValuePair> all = new ArrayList<>();
    all.add(pair("AzureWebJobsStorage__accountName", "account1"));
    all.add(pair("AzureWebJobsStorage__credential", "managedidentity"));
    all.add(pair("AzureWebJobsStorage__clientId", identity.clientId().toString()));
    more.forEach((name, value) -> all.add(pair(name, value)));
    return new SiteConfigInner().withAppSettings(all);
  }

  private static NameValuePair pair(String name, String value) {
    return new NameValuePair().withName(name).withValue(value);
  }

  /** Makes the plan of this name and a site on it. */
  SiteInner site(String name) {
    plan(name, "eastus");
    return sites().createOrUpdate(GROUP, name, wanted(name));
  }

  /** Deletes a site, and not its plan. */
  Response<Void> delete(String name) {
    return sites().deleteWithResponse(GROUP, name, null, false, Context.NONE);
  }
}
