package dev.portolan.sandbox.aws.iam;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/** What IAM refuses. */
public enum IamError implements AwsErrorShape {
  INVALID(400, "ValidationError", "%s", Fidelity.DOC),
  // hashicorp/terraform-provider-aws quotes all of these in its issues and acceptance tests
  ROLE_EXISTS(409, "EntityAlreadyExists", "Role with name %s already exists.", Fidelity.ISSUE),
  NO_ROLE(404, "NoSuchEntity", "The role with name %s cannot be found.", Fidelity.ISSUE),
  NO_ROLE_POLICY(
      404, "NoSuchEntity", "The role policy with name %s cannot be found.", Fidelity.ISSUE),
  NO_MANAGED_POLICY(
      404, "NoSuchEntity", "Policy %s does not exist or is not attachable.", Fidelity.ISSUE),
  NOT_ATTACHED(404, "NoSuchEntity", "Policy %s was not found.", Fidelity.ISSUE),
  NO_BOUNDARY(
      404, "NoSuchEntity", "Role %s does not have a permissions boundary.", Fidelity.ASSUMED),
  DETACH_FIRST(
      409,
      "DeleteConflict",
      "Cannot delete entity, must detach all policies first.",
      Fidelity.ISSUE),
  DELETE_POLICIES_FIRST(
      409, "DeleteConflict", "Cannot delete entity, must delete policies first.", Fidelity.ISSUE),
  NOT_JSON(400, "MalformedPolicyDocument", "This policy contains invalid Json", Fidelity.ISSUE),
  SYNTAX(400, "MalformedPolicyDocument", "Syntax errors in policy.", Fidelity.ISSUE),
  PRINCIPAL(400, "MalformedPolicyDocument", "Invalid principal in policy: %s", Fidelity.ISSUE),
  NO_PRINCIPAL_HERE(
      400,
      "MalformedPolicyDocument",
      "Policy document should not specify a principal.",
      Fidelity.ISSUE),
  NO_RESOURCE_HERE(400, "MalformedPolicyDocument", "Has prohibited field Resource", Fidelity.ISSUE),
  NO_VENDOR(
      400,
      "MalformedPolicyDocument",
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
      Fidelity.ISSUE),
  NOT_ARN(
      400,
      "MalformedPolicyDocument",
      "Resource %s must be in ARN format or \"*\".",
      Fidelity.ISSUE),
  POLICY_SIZE(
      409,
      "LimitExceeded",
      "Maximum policy size of 10240 bytes exceeded for role %s",
      Fidelity.ISSUE),
  ATTACHED_LIMIT(
      409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10", Fidelity.ISSUE),
  TAG_LIMIT(409, "LimitExceeded", "Cannot exceed quota for TagsPerRole: 50", Fidelity.ASSUMED),
  DUPLICATE_TAG(
      400,
      "InvalidInput",
      "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
      Fidelity.ISSUE),
  CONCURRENT(
      409,
      "ConcurrentModification",
      "The request was rejected because multiple requests to change %s were submitted"
          + " simultaneously. Wait a few minutes and submit your request again.",
      Fidelity.DOC),
  THROTTLED(400, "Throttling", "Rate exceeded", Fidelity.DOC),
  FAILED(
      500,
      "ServiceFailure",
      "The request processing has failed because of an unknown error, exception or failure.",
      Fidelity.DOC);

  private final Wording wording;

  IamError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
