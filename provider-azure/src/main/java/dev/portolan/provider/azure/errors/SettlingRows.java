package dev.portolan.provider.azure.errors;

import static dev.portolan.deploy.driver.Failure.Retry.CONFLICT;
import static dev.portolan.deploy.driver.Failure.Retry.FENCE;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.SLOW_PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.THROTTLE;
import static dev.portolan.deploy.driver.Failure.Retry.TRANSIENT;
import static dev.portolan.provider.azure.errors.ErrorTable.AGAIN;
import static dev.portolan.provider.azure.errors.ErrorTable.ARM;
import static dev.portolan.provider.azure.errors.ErrorTable.BLOBS;
import static dev.portolan.provider.azure.errors.ErrorTable.BUS;
import static dev.portolan.provider.azure.errors.ErrorTable.COMMON;
import static dev.portolan.provider.azure.errors.ErrorTable.ISSUES;
import static dev.portolan.provider.azure.errors.ErrorTable.LEARN;
import static dev.portolan.provider.azure.errors.ErrorTable.RBAC;
import static dev.portolan.provider.azure.errors.ErrorTable.STORAGE;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What passes by itself, soon or in minutes. */
final class SettlingRows {
  private static final String LAG = "what was just created or granted is not known everywhere yet";

  static final List<ErrorRow> ROWS =
      List.of(
          // not everywhere yet
          ErrorRow.of(
                  "principal-unknown",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG,
                  ISSUES + "MicrosoftDocs/azure-docs/issues/103085")
              .code("PrincipalNotFound", "PrincipalTypeNotSupported"),
          // "principals take 15-120 seconds to replicate", says Azure/ARO-HCP#5321 of these
          ErrorRow.of(
                  "principal-unknown-to-cosmos",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG,
                  ISSUES + "pulumi/pulumi-azure-native/issues/2816")
              .says("provided principal ID .* was not found in the AAD tenant"),
          ErrorRow.of(
                  "identity-not-usable",
                  Kind.NOT_READY,
                  PROPAGATION,
                  LAG,
                  ISSUES + "Azure/azure-cli/issues/31837")
              .code("FailedIdentityOperation", "IdentityNotFound"),
          ErrorRow.of(
                  "data-role-not-effective",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG + "; if that stays, have Storage Blob Data Contributor on the account",
                  ISSUES + "Azure/azure-rest-api-specs/issues/9467")
              .code("AuthorizationPermissionMismatch", "InsufficientAccountPermissions"),
          ErrorRow.of(
                  "package-not-storable",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG
                      + "; if that stays, see in the portal, at the function's storage account:"
                      + " under Access control, that the function's identity is Storage Blob Data"
                      + " Owner there and no deny assignment takes that away; under Networking,"
                      + " that its rules do not keep the function app out",
                  ISSUES + "Azure/azure-functions-core-tools/issues/4346")
              .says(
                  "Azure Storage responded with Forbidden|not authorized to perform this oper"
                      + "|InaccessibleStorageException|BlobUploadFailedException"),
          ErrorRow.of(
                  "container-unknown",
                  Kind.NOT_READY,
                  PROPAGATION,
                  LAG,
                  ISSUES + "Azure/azure-dev/pull/4003")
              .code("ContainerNotFound"),
          ErrorRow.of(
                  "container-unknown-there",
                  Kind.NOT_READY,
                  PROPAGATION,
                  LAG,
                  ISSUES + "Azure/azure-dev/pull/4003")
              .says("The specified container does not exist"),
          ErrorRow.of("parent-unknown", Kind.NOT_READY, PROPAGATION, LAG, ARM)
              .code("ParentResourceNotFound"),
          ErrorRow.of(
                  "role-unknown", Kind.NOT_FOUND, PROPAGATION, "check portolan.azure.roles", RBAC)
              .code("RoleDefinitionDoesNotExist"),
          ErrorRow.of(
                  "resource-unknown",
                  Kind.NOT_FOUND,
                  PROPAGATION,
                  "deploy it first; what was created a moment ago may take a while to be seen",
                  LEARN + "azure/azure-resource-manager/bicep/bicep-retryon")
              .code("ResourceNotFound", "ResourceGroupNotFound"),
          ErrorRow.of(
                  "host-not-ready",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  "if that stays, the host cannot start: see the site's log stream, and that"
                      + " portolan.azure.runtime is one that the region has",
                  ISSUES + "Azure/Azure-Functions/issues/2666")
              .says(
                  "Encountered an error \\(\\w+\\) from host runtime"
                      + "|triggers? synchronization failed|Failed to sync triggers"),
          ErrorRow.of(
                  "host-key-not-there",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG,
                  ISSUES + "hashicorp/terraform-provider-azurerm/issues/29006")
              .says("Failed to fetch host key"),
          ErrorRow.of(
                  "function-not-told-yet",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG + "; if that stays, see in the portal that the site has the function",
                  ISSUES + "Azure/bicep/issues/11656")
              .says("Destination endpoint not found"),
          ErrorRow.of("being-deleted", Kind.NOT_READY, SLOW_PROPAGATION, AGAIN, BLOBS)
              .code("ResourceGroupBeingDeleted", "ContainerBeingDeleted", "ResourceBeingDeleted"),
          // somebody else, or we ourselves a moment ago
          ErrorRow.of(
                  "publish-in-progress",
                  Kind.CONFLICT,
                  CONFLICT,
                  "let the other deployment of this function end; then run the same command again",
                  ISSUES + "projectkudu/kudu/issues/3042")
              .says(
                  "deployment (is )?currently in progress|another deployment (being )?in progress"
                      + "|conflicts with the pending"),
          // an operation takes up to a minute, and others may have begun some
          ErrorRow.of(
                  "cosmos-in-progress",
                  Kind.CONFLICT,
                  SLOW_PROPAGATION,
                  AGAIN,
                  ISSUES + "hashicorp/terraform-provider-azurerm/issues/15842")
              .says("operation in progress which requires (an )?exclusive lock"),
          ErrorRow.of("bus-in-progress", Kind.CONFLICT, CONFLICT, AGAIN, BUS)
              .says("Sub code=4090[01]|another conflicting operation is in progress"),
          ErrorRow.of(
                  "operation-in-progress",
                  Kind.CONFLICT,
                  CONFLICT,
                  AGAIN,
                  ISSUES + "Azure/azure-sdk-for-java/issues/1827")
              .says("another operation (is )?in progress"),
          ErrorRow.of("busy", Kind.CONFLICT, CONFLICT, AGAIN, STORAGE)
              .code(
                  "AnotherOperationInProgress",
                  "RetryableErrorDueToAnotherOperation",
                  "DeploymentActive",
                  "StorageAccountOperationInProgress",
                  "StorageAccountBeingCreated",
                  "StorageAccountIsNotProvisioned",
                  "AccountBeingCreated"),
          ErrorRow.of(
                  "role-assignment-exists",
                  Kind.CONFLICT,
                  CONFLICT,
                  "the identity has that role already, by an assignment of somebody else's",
                  RBAC)
              .code("RoleAssignmentExists"),
          ErrorRow.of("already-exists", Kind.CONFLICT, CONFLICT, AGAIN, BLOBS)
              .code(
                  "ContainerAlreadyExists",
                  "BlobAlreadyExists",
                  "StorageAccountAlreadyExists",
                  "ResourceGroupAlreadyExists"),
          ErrorRow.of(
                  "canceled",
                  Kind.CONFLICT,
                  CONFLICT,
                  "somebody else canceled it, or began another",
                  LEARN + "azure/azure-resource-manager/management/async-operations")
              .code("Canceled", "Cancelled", "OperationCanceled", "OperationPreempted"),
          ErrorRow.of("lost-update", Kind.CONFLICT, FENCE, AGAIN, COMMON)
              .code("PreconditionFailed", "ConditionNotMet", "TargetConditionNotMet"),
          // too many calls, or the platform out of order
          ErrorRow.of(
                  "throttled",
                  Kind.UNAVAILABLE,
                  THROTTLE,
                  AGAIN,
                  LEARN + "azure/azure-resource-manager/management/request-limits-and-throttling")
              .code(
                  "TooManyRequests",
                  "SubscriptionRequestsThrottled",
                  "TenantRequestsThrottled",
                  "ResourceCollectionRequestsThrottled",
                  "OperationThrottled"),
          ErrorRow.of("server-busy", Kind.UNAVAILABLE, THROTTLE, AGAIN, COMMON)
              .code("ServerBusy", "IngressOverAccountLimit", "EgressOverAccountLimit"),
          ErrorRow.of("upload-altered", Kind.UNAVAILABLE, TRANSIENT, AGAIN, COMMON)
              .code("Md5Mismatch", "Crc64Mismatch", "InvalidMd5", "IncompleteBody"),
          ErrorRow.of(
                  "out-of-order",
                  Kind.UNAVAILABLE,
                  TRANSIENT,
                  AGAIN,
                  ISSUES + "Azure-Samples/azure-functions-flex-consumption-samples/issues/29")
              .code(
                  "InternalServerError",
                  "InternalError",
                  "ServiceUnavailable",
                  "GatewayTimeout",
                  "OperationTimedOut",
                  "ServerTimeout",
                  "AllocationFailed"));

  private SettlingRows() {}
}
