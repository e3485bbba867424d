package dev.portolan.provider.azure.storage;

import com.azure.core.util.Context;
import com.azure.resourcemanager.storage.fluent.StorageManagementClient;
import com.azure.resourcemanager.storage.fluent.models.BlobContainerInner;
import com.azure.resourcemanager.storage.fluent.models.CheckNameAvailabilityResultInner;
import com.azure.resourcemanager.storage.fluent.models.ListContainerItemInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import com.azure.resourcemanager.storage.models.Kind;
import com.azure.resourcemanager.storage.models.MinimumTlsVersion;
import com.azure.resourcemanager.storage.models.PublicAccess;
import com.azure.resourcemanager.storage.models.Sku;
import com.azure.resourcemanager.storage.models.SkuName;
import com.azure.resourcemanager.storage.models.StorageAccountCheckNameAvailabilityParameters;
import com.azure.resourcemanager.storage.models.StorageAccountCreateParameters;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Found;
import dev.portolan.provider.azure.wire.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is said to Microsoft.Storage: one method a call. */
public final class AccountCalls {
  private final StorageManagementClient client;
  private final Tally tally;
  private final String group;

  public AccountCalls(AzureClients clients, Tally tally, String group) {
    this.client = clients.storage();
    this.tally = tally;
    this.group = group;
  }

  /** The accounts of the group. */
  public List<StorageAccountInner> accounts() throws Exception {
    return tally.read(
        () -> client.getStorageAccounts().listByResourceGroup(group).stream().toList());
  }

  public Optional<StorageAccountInner> glance(String account) throws Exception {
    return tally.glance(
        () ->
            Found.value(
                () ->
                    client
                        .getStorageAccounts()
                        .getByResourceGroupWithResponse(group, account, null, Context.NONE)));
  }

  /** Begins to make an account that no key opens and nobody reads who is not let in by a role. */
  public Operations.Begun create(String account, Place place, Map<String, String> tags)
      throws Exception {
    StorageAccountCreateParameters wanted =
        new StorageAccountCreateParameters()
            .withKind(Kind.STORAGE_V2)
            .withSku(new Sku().withName(SkuName.STANDARD_LRS))
            .withLocation(place.location())
            .withAllowSharedKeyAccess(false)
            .withAllowBlobPublicAccess(false)
            .withEnableHttpsTrafficOnly(true)
            .withMinimumTlsVersion(MinimumTlsVersion.TLS1_2)
            .withTags(tags);
    return tally.mutation(
        () ->
            Operations.begin(
                client.getStorageAccounts().createWithResponseAsync(group, account, wanted)));
  }

  /**
   * Deletes an owner's account with all that is in it.
   *
   * @throws DeployException if it is not the owner's
   */
  public void delete(String account, Owner owner) throws Exception {
    Optional<StorageAccountInner> now = glance(account);
    if (now.isEmpty()) {
      return;
    }
    if (!Ownership.owns(owner, now.get().tags())) {
      throw Ownership.refusal(
          owner, List.of(Ownership.stranger("storage account " + account, now.get().tags())));
    }
    tally.mutation(
        () ->
            Found.in(
                () ->
                    client.getStorageAccounts().deleteWithResponse(group, account, Context.NONE)));
  }

  /** Why an account cannot be called so; empty if it can. */
  public Optional<String> taken(String account) throws Exception {
    CheckNameAvailabilityResultInner result =
        tally.read(
            () ->
                client
                    .getStorageAccounts()
                    .checkNameAvailabilityWithResponse(
                        new StorageAccountCheckNameAvailabilityParameters().withName(account),
                        Context.NONE)
                    .getValue());
    return Boolean.TRUE.equals(result.nameAvailable())
        ? Optional.empty()
        : Optional.of(result.message() == null ? "it is taken" : result.message());
  }

  /** Names of the containers; none where there is no account. */
  public SortedSet<String> containers(String account) throws Exception {
    return new TreeSet<>(
        tally.read(
            () ->
                Found.in(
                        () ->
                            client.getBlobContainers().list(group, account).stream()
                                .map(ListContainerItemInner::name)
                                .toList())
                    .orElse(List.of())));
  }

  /** Makes a container that is nobody's to read without a role, and says on it whose it is. */
  public void createContainer(String account, String container, Owner owner) throws Exception {
    tally.mutation(
        () ->
            client
                .getBlobContainers()
                .createWithResponse(
                    group,
                    account,
                    container,
                    new BlobContainerInner()
                        .withPublicAccess(PublicAccess.NONE)
                        .withMetadata(Ownership.metadata(owner)),
                    Context.NONE));
  }

  /**
   * Deletes a container of an owner's.
   *
   * @throws DeployException if it does not say that it is
   */
  public void deleteContainer(String account, String container, Owner owner) throws Exception {
    Optional<BlobContainerInner> now =
        tally.glance(
            () ->
                Found.value(
                    () ->
                        client
                            .getBlobContainers()
                            .getWithResponse(group, account, container, Context.NONE)));
    if (now.isEmpty()) {
      return;
    }
    if (!Ownership.marked(owner, now.get().metadata())) {
      throw Ownership.refusal(
          owner,
          List.of("container " + container + " does not say whose it is, or somebody else's"));
    }
    tally.mutation(
        () ->
            Found.in(
                () ->
                    client
                        .getBlobContainers()
                        .deleteWithResponse(group, account, container, Context.NONE)));
  }
}
