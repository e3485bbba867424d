package dev.portolan.provider.azure.identity;

import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.RoleAssignmentsClient;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Found;
import java.util.List;

/** What is said to Microsoft.Authorization: one method a call. */
public final class RoleCalls {
  private final RoleAssignmentsClient client;
  private final Tally tally;

  public RoleCalls(AzureClients clients, Tally tally) {
    this.client = clients.roles().getRoleAssignments();
    this.tally = tally;
  }

  /** The assignments at a scope, above it and below it. */
  public List<RoleAssignmentInner> around(String scope) throws Exception {
    return tally.read(() -> client.listForScope(path(scope)).stream().toList());
  }

  /**
   * What is assigned to a principal in a subscription, at whatever scope. The SDK sends a filter as
   * it is given, so it is given encoded.
   */
  public List<RoleAssignmentInner> of(String principal, String subscription) throws Exception {
    return tally.read(
        () ->
            client
                .listForScope(
                    "subscriptions/" + subscription,
                    "principalId%20eq%20%27" + principal + "%27",
                    null,
                    null,
                    Context.NONE)
                .stream()
                .toList());
  }

  /**
   * Assigns a role. An assignment that is there is written again, which changes nothing.
   *
   * <p>With the principal's kind said, Azure does not look for it in the directory first, where one
   * that was just made does not show yet.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails">a
   *     new principal</a>
   */
  public void create(Assignment wanted) throws Exception {
    RoleAssignmentCreateParameters parameters =
        new RoleAssignmentCreateParameters()
            .withRoleDefinitionId(wanted.definition())
            .withPrincipalId(wanted.principal())
            .withPrincipalType(
                wanted.person() ? PrincipalType.USER : PrincipalType.SERVICE_PRINCIPAL);
    tally.mutation(
        () ->
            client.createWithResponse(
                path(wanted.scope()), wanted.name(), parameters, Context.NONE));
  }

  public void delete(String id) throws Exception {
    tally.mutation(
        () -> Found.in(() -> client.deleteByIdWithResponse(path(id), null, Context.NONE)));
  }

  /** The SDK puts a slash before it. */
  private static String path(String id) {
    return id.replaceFirst("^/", "");
  }
}
