package dev.portolan.provider.azure.identity;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.UserAssignedIdentitiesClient;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What is said to Microsoft.ManagedIdentity: one method a call. */
public final class IdentityCalls {
  private static final int FORBIDDEN = 403;

  private final UserAssignedIdentitiesClient client;
  private final Tally tally;
  private final String group;

  public IdentityCalls(AzureClients clients, Tally tally, String group) {
    this.client = clients.identities().getUserAssignedIdentities();
    this.tally = tally;
    this.group = group;
  }

  /** The identities of the group. */
  public List<IdentityInner> identities() throws Exception {
    return tally.read(() -> client.listByResourceGroup(group).stream().toList());
  }

  /**
   * Of some assignments those whose principals are no identities of the subscription any more; none
   * if we may not look.
   */
  public List<RoleAssignmentInner> gone(List<RoleAssignmentInner> roles) throws Exception {
    if (roles.isEmpty()) {
      return roles;
    }
    Set<String> there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    try {
      tally.read(() -> client.list().stream().toList()).stream()
          .map(each -> String.valueOf(each.principalId()))
          .forEach(there::add);
    } catch (HttpResponseException refused) {
      if (refused.getResponse().getStatusCode() == FORBIDDEN) {
        return List.of();
      }
      throw refused;
    }
    return roles.stream().filter(role -> !there.contains(role.principalId())).toList();
  }

  /** The same, while waiting. */
  public Optional<IdentityInner> glance(String name) throws Exception {
    return tally.glance(
        () -> Found.value(() -> client.getByResourceGroupWithResponse(group, name, Context.NONE)));
  }

  /** Makes an identity, or gives the one that is there its tags. */
  public IdentityInner put(String name, String location, Map<String, String> tags)
      throws Exception {
    IdentityInner wanted = new IdentityInner().withLocation(location).withTags(tags);
    return tally.mutation(
        () -> client.createOrUpdateWithResponse(group, name, wanted, Context.NONE).getValue());
  }

  /**
   * Lays tags over those of an identity, and takes others off; nothing if it is gone.
   *
   * @param off tells names of tags
   */
  public void tag(String name, Map<String, String> over, Predicate<String> off) throws Exception {
    Optional<IdentityInner> now = glance(name);
    if (now.isPresent()) {
      Map<String, String> tags = new TreeMap<>();
      if (now.get().tags() != null) {
        tags.putAll(now.get().tags());
      }
      tags.keySet().removeIf(off);
      tags.putAll(over);
      put(name, now.get().location(), tags);
    }
  }

  public void delete(String name) throws Exception {
    tally.mutation(() -> Found.in(() -> client.deleteWithResponse(group, name, Context.NONE)));
  }
}
