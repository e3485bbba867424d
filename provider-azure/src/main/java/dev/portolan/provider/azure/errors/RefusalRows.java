package dev.portolan.provider.azure.errors;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.provider.azure.errors.ErrorTable.ARM;
import static dev.portolan.provider.azure.errors.ErrorTable.BLOBS;
import static dev.portolan.provider.azure.errors.ErrorTable.BUS;
import static dev.portolan.provider.azure.errors.ErrorTable.COMMON;
import static dev.portolan.provider.azure.errors.ErrorTable.ISSUES;
import static dev.portolan.provider.azure.errors.ErrorTable.LEARN;
import static dev.portolan.provider.azure.errors.ErrorTable.RBAC;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What stays refused until somebody changes something: names, places, limits, rules. */
final class RefusalRows {
  private static final String ELSEWHERE = "set portolan.azure.location to another region";

  static final List<ErrorRow> ROWS =
      List.of(
          // names
          ErrorRow.of(
                  "site-taken",
                  Kind.NOT_OWNED,
                  NEVER,
                  "somebody else has that name: set portolan.azure.siteName for the function",
                  ISSUES + "Azure/Azure-Websites-Migration-Tool/issues/11")
              .says("Website with given name \\S+ already exists|Hostname '\\S+' already exists"),
          ErrorRow.of(
                  "storage-taken",
                  Kind.NOT_OWNED,
                  NEVER,
                  "somebody else has that name, or had it until lately: set"
                      + " portolan.azure.storageAccount",
                  ISSUES + "hashicorp/terraform/issues/11485")
              .code("StorageAccountAlreadyTaken", "StorageAccountInAnotherResourceGroup"),
          ErrorRow.of(
                  "name-reserved",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "use another artifactId, stage, or portolan.azure.resourceGroup",
                  LEARN
                      + "azure/azure-resource-manager/troubleshooting/error-reserved-resource-name")
              .code("ReservedResourceName", "InvalidResourceName", "InvalidResourceGroup"),
          ErrorRow.of(
                  "account-name",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "3 to 24 lower-case letters and digits: set portolan.azure.storageAccount",
                  LEARN + "azure/azure-resource-manager/troubleshooting/error-storage-account-name")
              .code("AccountNameInvalid", "StorageAccountNameNotValid"),
          // places
          ErrorRow.of(
                  "group-elsewhere",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "what is there is in another region: set portolan.azure.location to that, or"
                      + " another portolan.azure.resourceGroup",
                  ARM)
              .code("InvalidResourceGroupLocation", "InvalidResourceLocation"),
          ErrorRow.of(
                  "region-without-flex",
                  Kind.UNSUPPORTED,
                  NEVER,
                  ELSEWHERE + "; az functionapp list-flexconsumption-locations tells which",
                  ISSUES + "Azure/azure-cli/issues/29370")
              .says("Requested features? (is|are) not supported in region"),
          ErrorRow.of("location-unknown", Kind.UNSUPPORTED, NEVER, ELSEWHERE, ARM)
              .code(
                  "LocationNotAvailableForResourceType",
                  "LocationNotAvailable",
                  "LocationRequired",
                  "NoRegisteredProviderFound"),
          ErrorRow.of(
                  "region-closed",
                  Kind.UNSUPPORTED,
                  NEVER,
                  ELSEWHERE + ", or have this one opened to the subscription",
                  ISSUES + "OfficeDev/microsoft-teams-emergency-operations-center/issues/100")
              .code("RegionClosedForSubscription", "SkuNotAvailable"),
          // limits; App Service says 401 of some
          ErrorRow.of(
                  "quota",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  ELSEWHERE + ", or have the quota raised",
                  ISSUES + "OfficeDev/microsoft-teams-emergency-operations-center/issues/100")
              .code("SubscriptionIsOverQuotaForSku", "QuotaExceeded", "SubscriptionQuotaExceeded"),
          ErrorRow.of(
                  "quota-of-instances",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  ELSEWHERE + ", or have the quota raised",
                  ISSUES + "microsoft/vscode-azureappservice/issues/2689")
              .says("quota of \\d+ instances"),
          ErrorRow.of(
                  "too-many",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "delete what is not needed, or use another subscription",
                  LEARN
                      + "azure/azure-resource-manager/management/azure-subscription-service-limits")
              .code(
                  "ResourceQuotaExceeded",
                  "ResourceGroupQuotaExceeded",
                  "MaxStorageAccountsCountPerSubscriptionExceeded",
                  "RoleAssignmentLimitExceeded"),
          ErrorRow.of(
                  "package-too-large",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "leave libraries out of the function",
                  COMMON)
              .code("RequestBodyTooLarge", "RequestEntityTooLarge", "RequestContentTooLarge"),
          // what we ask for
          ErrorRow.of(
                  "flex-property",
                  Kind.INVALID_CONFIGURATION,
                  NEVER,
                  "Azure has changed what a Flex Consumption site may say: use a newer Portolan",
                  ISSUES + "pulumi/pulumi-azure-native/issues/4168")
              .says("for Flex Consumption sites (is|are) invalid|FunctionAppConfig is invalid"),
          ErrorRow.of(
                  "keys-not-permitted",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "the account takes identities alone: have Storage Blob Data Contributor on it",
                  COMMON)
              .code("KeyBasedAuthenticationNotPermitted"),
          // rules
          ErrorRow.of(
                  "not-registered",
                  Kind.UNSUPPORTED,
                  NEVER,
                  "az provider register --namespace with the namespace in the message, or set"
                      + " portolan.azure.registerProviders=true",
                  LEARN
                      + "azure/azure-resource-manager/troubleshooting/error-register-resource-provider")
              .code("MissingSubscriptionRegistration", "SubscriptionNotRegistered"),
          ErrorRow.of(
                  "policy",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "a policy of the organization forbids it: have it relaxed, or an exemption made",
                  LEARN
                      + "azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy")
              .code("RequestDisallowedByPolicy", "RequestDisallowedByAzure"),
          ErrorRow.of(
                  "locked",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "remove the lock first: it is there so that nobody does this",
                  LEARN + "azure/azure-resource-manager/management/lock-resources")
              .code("ScopeLocked"),
          ErrorRow.of(
                  "subscription-disabled",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "the subscription is disabled or read-only: see its billing",
                  ARM)
              .code(
                  "ReadOnlyDisabledSubscription",
                  "SubscriptionDisabled",
                  "DisallowedOperation",
                  "SubscriptionStateForbidden",
                  "AccountIsDisabled"),
          ErrorRow.of(
                  "subscription-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "check portolan.azure.subscription, and that the login is of its directory"
                      + " (portolan.azure.tenant)",
                  ARM)
              .code("SubscriptionNotFound", "InvalidSubscriptionId"),
          ErrorRow.of(
                  "bus-without-namespace",
                  Kind.NOT_FOUND,
                  NEVER,
                  "set portolan.azure.serviceBus to a Service Bus namespace that is there",
                  BUS)
              .says("The namespace \\S+ (does not|doesn't) exist"),
          // who may what
          ErrorRow.of(
                  "role-assignment-denied",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "have Role Based Access Control Administrator at that scope: a function's identity is"
                      + " granted its storage account, and what it takes from",
                  LEARN + "azure/developer/azure-developer-cli/provisioning-deployment-faq")
              .code("AuthorizationFailed", "RoleAssignmentDenied")
              .says("roleAssignments/(write|delete)"),
          ErrorRow.of(
                  "denied",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "have a role that includes the action in the message, at that scope; one that was"
                      + " granted lately takes minutes, and a new login",
                  RBAC)
              .code("AuthorizationFailed", "LinkedAuthorizationFailed", "Forbidden"),
          ErrorRow.of(
                  "deny-assignment",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "a deny assignment, as of a managed application, keeps all others out",
                  LEARN + "azure/role-based-access-control/deny-assignments")
              .code("DenyAssignmentAuthorizationFailed", "RoleAssignmentUpdateNotPermitted"),
          ErrorRow.of(
                  "storage-firewall",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "the storage account's network rules keep this machine out: deploy from a network"
                      + " it lets in",
                  LEARN + "azure/storage/common/storage-network-security")
              .code("AuthorizationFailure", "PublicAccessNotPermitted", "IpAuthorizationError"),
          ErrorRow.of(
                  "scm-restricted",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "the site's access restrictions keep this machine from its deployment endpoint",
                  LEARN + "azure/app-service/app-service-ip-restrictions")
              .says("Ip Forbidden"),
          // a host that does not come up
          ErrorRow.of(
                  "host-failed",
                  Kind.UNHEALTHY,
                  NEVER,
                  "see the site's log stream in the portal; portolan.azure.runtime must be one that"
                      + " the region has",
                  ISSUES + "Azure/azure-functions-host/issues/11952")
              .code("RuntimeFailed", "04916"),
          ErrorRow.of("metadata", Kind.INVALID_CONFIGURATION, NEVER, "", BLOBS)
              .code("InvalidMetadata", "EmptyMetadataKey", "MetadataTooLarge"));

  private RefusalRows() {}
}
