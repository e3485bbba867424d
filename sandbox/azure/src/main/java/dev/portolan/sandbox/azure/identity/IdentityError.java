package dev.portolan.sandbox.azure.identity;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/** What Microsoft.ManagedIdentity and Microsoft.Authorization refuse. */
public enum IdentityError implements ArmErrorShape {
  NAME(
      400,
      "InvalidRequestContent",
      "The identity name '%s' is not valid: 3 to 128 letters, digits, hyphens and underscores, the"
          + " first a letter or a digit.",
      Fidelity.ASSUMED),
  // quoted in ResourceModules#981; https://aka.ms/docs-principaltype
  NO_PRINCIPAL(
      400,
      "PrincipalNotFound",
      "Principal %s does not exist in the directory %s. Check that you have the correct principal"
          + " ID. If you are creating this principal and then immediately assigning a role, this"
          + " error might be related to a replication delay. In this case, set the role assignment"
          + " principalType property to a value, such as ServicePrincipal, User, or Group.  See"
          + " https://aka.ms/docs-principaltype",
      Fidelity.ISSUE),
  PRINCIPAL_TYPE(
      400,
      "UnmatchedPrincipalType",
      "The PrincipalId '%s' has type '%s', which is different from specified PrinciaplType '%s'.",
      Fidelity.ISSUE),
  // https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
  EXISTS(
      409,
      "RoleAssignmentExists",
      "The role assignment already exists. The ID of the existing role assignment is %s.",
      Fidelity.DOC),
  UPDATE(
      400,
      "RoleAssignmentUpdateNotPermitted",
      "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
      Fidelity.DOC),
  NO_ROLE(
      400,
      "RoleDefinitionDoesNotExist",
      "The specified role definition with ID '%s' does not exist.",
      Fidelity.ISSUE),
  ASSIGNMENT_ID(
      400,
      "InvalidRoleAssignmentId",
      "The role assignment ID '%s' is not valid. The role assignment ID must be a GUID.",
      Fidelity.DOC),
  NO_ASSIGNMENT(
      404, "RoleAssignmentNotFound", "The role assignment '%s' is not found.", Fidelity.ISSUE),
  FILTER(
      400,
      "UnsupportedQuery",
      "The filter '%s' is not supported. Supported filters are either 'atScope()' or 'principalId eq"
          + " '{value}' or assignedTo('{value}')'.",
      Fidelity.ISSUE);

  private final Wording wording;

  IdentityError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
