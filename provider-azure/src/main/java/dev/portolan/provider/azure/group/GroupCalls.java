package dev.portolan.provider.azure.group;

import com.azure.core.util.Context;
import com.azure.resourcemanager.resources.fluent.ResourceManagementClient;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceExpandedInner;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.resources.models.Tags;
import com.azure.resourcemanager.resources.models.TagsPatchOperation;
import com.azure.resourcemanager.resources.models.TagsPatchResource;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Found;
import dev.portolan.provider.azure.wire.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said to Resource Manager itself: one method a call. */
public final class GroupCalls {
  private final ResourceManagementClient client;
  private final Tally tally;

  public GroupCalls(AzureClients clients, Tally tally) {
    this.client = clients.resources();
    this.tally = tally;
  }

  public Optional<ResourceGroupInner> find(String group) throws Exception {
    return tally.read(() -> get(group));
  }

  /** The same, while waiting. */
  public Optional<ResourceGroupInner> glance(String group) throws Exception {
    return tally.glance(() -> get(group));
  }

  private Optional<ResourceGroupInner> get(String group) throws Exception {
    return Found.value(() -> client.getResourceGroups().getWithResponse(group, Context.NONE));
  }

  public void create(String group, String location, Map<String, String> tags) throws Exception {
    ResourceGroupInner wanted = new ResourceGroupInner().withLocation(location).withTags(tags);
    tally.mutation(
        () -> client.getResourceGroups().createOrUpdateWithResponse(group, wanted, Context.NONE));
  }

  /** Begins to delete it with all that is in it; empty if there is none. */
  public Optional<Operations.Begun> delete(String group) throws Exception {
    return tally.mutation(
        () ->
            Found.in(
                () ->
                    Operations.begin(
                        client.getResourceGroups().deleteWithResponseAsync(group, null))));
  }

  /** All that is in a group, by its id; nothing where there is no group. */
  public List<String> resources(String group) throws Exception {
    return tally.read(() -> list(group));
  }

  /** The same, while waiting. */
  public List<String> glanceAtResources(String group) throws Exception {
    return tally.glance(() -> list(group));
  }

  private List<String> list(String group) throws Exception {
    return Found.in(
            () ->
                client.getResources().listByResourceGroup(group).stream()
                    .map(GenericResourceExpandedInner::id)
                    .toList())
        .orElse(List.of());
  }

  /** Begins to lay tags over those of a resource, and leaves the resource itself alone. */
  public Operations.Begun tag(String resource, Map<String, String> tags) throws Exception {
    TagsPatchResource patch =
        new TagsPatchResource()
            .withOperation(TagsPatchOperation.MERGE)
            .withProperties(new Tags().withTags(tags));
    return tally.mutation(
        () ->
            Operations.begin(
                client
                    .getTagOperations()
                    .updateAtScopeWithResponseAsync(resource.replaceFirst("^/", ""), patch)));
  }
}
