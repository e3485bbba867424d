package dev.portolan.provider.gcp.errors;

import static dev.portolan.deploy.driver.Failure.Retry.NEVER;
import static dev.portolan.deploy.driver.Failure.Retry.PROPAGATION;
import static dev.portolan.deploy.driver.Failure.Retry.SLOW_PROPAGATION;

import dev.portolan.deploy.model.DeployException.Kind;
import java.util.List;

/** What Google says at once or at an operation's end, in the same words. */
final class CommonErrorTable {
  private static final String TERRAFORM =
      "https://github.com/hashicorp/terraform-provider-google/issues/";
  private static final String FIREBASE = "https://github.com/firebase/firebase-tools/";
  private static final String RUN = "https://cloud.google.com/run/docs/troubleshooting";
  private static final String LAG =
      "what was just created or granted is not known everywhere yet; if that stays, ";

  /** The first row that matches holds. */
  static final List<ErrorRow> ROWS =
      List.of(
          ErrorRow.of(
                  "eventarc-agent",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  "a project's first trigger waits minutes for Eventarc's service agent; if that"
                      + " stays, grant roles/eventarc.serviceAgent to"
                      + " service-NUMBER@gcp-sa-eventarc.iam.gserviceaccount.com",
                  TERRAFORM + "25294")
              .says("Permission denied while using the Eventarc Service Agent"),
          ErrorRow.of(
                  "storage-agent",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "grant roles/pubsub.publisher in the project to the account that 'gcloud storage"
                      + " service-agent' names",
                  "https://cloud.google.com/eventarc/docs/run/quickstart-storage#before-you-begin")
              .says("Cloud Storage service account for your bucket is unable to publish"),
          ErrorRow.of(
                  "event-receiver",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG
                      + "grant roles/eventarc.eventReceiver in the project to the service account"
                      + " that the function runs as",
                  "https://cloud.google.com/eventarc/docs/troubleshooting")
              .says("eventarc\\.events\\.receiveEvent\\W.* denied"),
          ErrorRow.of(
                  "secret-not-readable",
                  Kind.NOT_READY,
                  SLOW_PROPAGATION,
                  LAG
                      + "grant roles/secretmanager.secretAccessor on the secret to the service"
                      + " account",
                  "https://github.com/sourcegraph/sourcegraph-public-snapshot/pull/59045")
              .says("Permission denied on secret: "),
          ErrorRow.of(
                  "secret-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "create the secret and its version, or change the reference",
                  RUN)
              .says("Secret \\S+ was not found|Secret Version \\[?\\S+ not found"),
          ErrorRow.of(
                  "account-not-usable",
                  Kind.NOT_READY,
                  PROPAGATION,
                  LAG
                      + "have roles/iam.serviceAccountUser on the service account, or name another"
                      + " with portolan.gcp.serviceAccount",
                  FIREBASE + "blob/main/src/deploy/functions/release/executor.ts")
              .says(
                  "iam\\.serviceaccounts\\.(actAs|get)\\W.* denied on"
                      + "|service ?account \\S+ (does not exist|was not found)"
                      + "|gserviceaccount\\.com\\S* (does not exist|was not found|not found)"),
          ErrorRow.of(
                  "container-failed",
                  Kind.UNHEALTHY,
                  NEVER,
                  "see its log with portolan:logs, or at the address in the message; often memory"
                      + " is too small, or the function fails while it starts",
                  FIREBASE + "issues/6465")
              .says("Container Healthcheck failed|failed to start and(?: then)? listen on"),
          ErrorRow.of(
                  "out-of-memory",
                  Kind.UNHEALTHY,
                  NEVER,
                  "give the function more memory",
                  "https://cloud.google.com/functions/docs/troubleshooting#memory")
              .says("Memory limit of \\S+ \\S+ exceeded|container .* exceeded memory"),
          ErrorRow.of(
                  "image-missing",
                  Kind.NOT_FOUND,
                  NEVER,
                  "let the service agent of Cloud Run read the repository, or deploy again to push"
                      + " the image",
                  RUN)
              .says("Image '\\S+' not found|failed to (fetch|import) container image"),
          ErrorRow.of(
                  "max-instances",
                  Kind.QUOTA_EXCEEDED,
                  NEVER,
                  "set portolan.gcp.maxInstances or cpu lower, or have the region's quota raised:"
                      + " https://cloud.google.com/run/quotas",
                  FIREBASE + "pull/5867")
              .says("maxScale may not exceed|max instances .*(exceed|more than)"),
          ErrorRow.of(
                  "members-restricted",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "the organization lets only its own domains be named in a policy: on target run,"
                      + " portolan.gcp.invokerCheck=off makes a function public without one; else"
                      + " have iam.allowedPolicyMemberDomains relaxed for the project",
                  "https://cloud.google.com/resource-manager/docs/organization-policy/"
                      + "restricting-domains")
              .says("do not belong to a permitted customer"),
          ErrorRow.of(
                  "perimeter",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "VPC Service Controls keep this call out: deploy from inside the perimeter, or"
                      + " have an ingress rule made for it",
                  "https://cloud.google.com/vpc-service-controls/docs/troubleshooting")
              .says("prohibited by organization's policy|vpcServiceControlsUniqueIdentifier"),
          ErrorRow.of(
                  "organization-policy",
                  Kind.PERMISSION_DENIED,
                  NEVER,
                  "change the setting that the constraint forbids, or have the constraint relaxed"
                      + " for the project",
                  "https://cloud.google.com/resource-manager/docs/organization-policy/"
                      + "org-policy-constraints")
              .says(
                  "constraints/[a-z]+\\.\\w+|by organization policy|violates? .*org(anization)? ?policy"));

  private CommonErrorTable() {}
}
