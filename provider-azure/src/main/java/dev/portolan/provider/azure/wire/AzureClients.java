package dev.portolan.provider.azure.wire;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.appservice.AppServiceManager;
import com.azure.resourcemanager.appservice.fluent.WebSiteManagementClient;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.authorization.fluent.AuthorizationManagementClient;
import com.azure.resourcemanager.msi.MsiManager;
import com.azure.resourcemanager.msi.fluent.ManagedServiceIdentityClient;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.ResourceManagementClient;
import com.azure.resourcemanager.storage.StorageManager;
import com.azure.resourcemanager.storage.fluent.StorageManagementClient;
import java.util.HashMap;
import java.util.Map;

/**
 * The SDK's service clients over our pipeline. Its fluent layer is not used: it knows no Flex
 * Consumption, and names storage accounts at random.
 */
public final class AzureClients {
  private final WebSiteManagementClient sites;
  private final StorageManagementClient storage;
  private final ManagedServiceIdentityClient identities;
  private final AuthorizationManagementClient roles;
  private final ResourceManagementClient resources;

  public AzureClients(Wire wire, String tenant, String subscription) {
    Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
    endpoints.put(AzureEnvironment.Endpoint.RESOURCE_MANAGER.identifier(), wire.endpoint());
    AzureProfile profile = new AzureProfile(tenant, subscription, new AzureEnvironment(endpoints));
    this.sites = AppServiceManager.authenticate(wire.manager(), profile).serviceClient();
    this.storage = StorageManager.authenticate(wire.manager(), profile).serviceClient();
    this.identities = MsiManager.authenticate(wire.manager(), profile).serviceClient();
    this.roles = AuthorizationManager.authenticate(wire.manager(), profile).roleServiceClient();
    ResourceManager.Authenticated authenticated =
        ResourceManager.authenticate(wire.manager(), profile);
    this.resources = authenticated.withSubscription(subscription).serviceClient();
  }

  /** Microsoft.Web. */
  public WebSiteManagementClient sites() {
    return sites;
  }

  /** Microsoft.Storage. */
  public StorageManagementClient storage() {
    return storage;
  }

  /** Microsoft.ManagedIdentity. */
  public ManagedServiceIdentityClient identities() {
    return identities;
  }

  /** Microsoft.Authorization. */
  public AuthorizationManagementClient roles() {
    return roles;
  }

  /** Microsoft.Resources. */
  public ResourceManagementClient resources() {
    return resources;
  }
}
