package dev.portolan.sandbox.gcp.iam;

import dev.portolan.sandbox.gcp.wire.Project;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles that there are: those of Google that functions and their deployers usually have, and
 * whatever the project or an organization has made.
 *
 * @see <a href="https://cloud.google.com/iam/docs/roles-permissions">predefined roles</a>
 */
final class Roles {
  private static final String CUSTOM =
      "(projects/" + Project.ID + "|organizations/[0-9]+)/roles/[A-Za-z0-9_.]{3,64}";

  // a service, and what follows its name and a dot
  private static final String USUAL =
      """
      aiplatform admin user viewer serviceAgent
      apigateway admin viewer
      artifactregistry admin reader writer repoAdmin serviceAgent
      bigquery admin user jobUser dataViewer dataEditor dataOwner metadataViewer
      bigtable admin user reader viewer
      cloudbuild builds.builder builds.editor builds.viewer serviceAgent
      clouddebugger agent user
      cloudfunctions admin developer invoker viewer serviceAgent
      cloudkms admin viewer cryptoKeyEncrypter cryptoKeyDecrypter cryptoKeyEncrypterDecrypter signer
      cloudscheduler admin jobRunner viewer serviceAgent
      cloudsql admin client editor viewer instanceUser
      cloudtasks admin enqueuer queueAdmin taskDeleter taskRunner viewer
      cloudtrace admin agent user
      compute admin viewer networkUser networkViewer networkAdmin instanceAdmin.v1
      container admin developer viewer clusterViewer
      datastore importExportAdmin indexAdmin owner user viewer
      documentai apiUser editor viewer
      errorreporting admin user viewer writer
      eventarc admin developer eventReceiver publisher viewer serviceAgent
      firebase admin viewer developAdmin developViewer
      firebaseauth admin viewer
      firebasedatabase admin viewer
      firebasecloudmessaging admin
      iam roleAdmin roleViewer securityAdmin securityReviewer serviceAccountAdmin
      iam serviceAccountCreator serviceAccountDeleter serviceAccountKeyAdmin serviceAccountUser
      iam serviceAccountTokenCreator serviceAccountOpenIdTokenCreator serviceAccountViewer
      iam workloadIdentityUser workloadIdentityPoolAdmin workloadIdentityPoolViewer
      logging admin bucketWriter configWriter logWriter privateLogViewer viewer viewAccessor
      managedkafka admin client viewer
      monitoring admin editor viewer metricWriter metricsScopesViewer
      opsconfigmonitoring resourceMetadata.writer
      pubsub admin editor publisher subscriber viewer serviceAgent
      pubsublite admin editor publisher subscriber viewer
      recommender viewer
      redis admin editor viewer dbConnectionUser
      resourcemanager projectIamAdmin projectCreator projectDeleter projectMover tagUser tagViewer
      run admin builder developer invoker servicesInvoker jobsExecutor sourceDeveloper viewer
      run sourceViewer serviceAgent
      secretmanager admin secretAccessor secretVersionAdder secretVersionManager viewer
      servicedirectory admin editor viewer
      serviceusage apiKeysAdmin serviceUsageAdmin serviceUsageConsumer serviceUsageViewer
      source admin reader writer
      spanner admin databaseAdmin databaseReader databaseUser viewer
      speech client editor admin
      storage admin objectAdmin objectCreator objectUser objectViewer bucketViewer
      storage legacyBucketOwner legacyBucketReader legacyBucketWriter legacyObjectOwner
      storage legacyObjectReader hmacKeyAdmin
      storagetransfer admin user viewer
      vpcaccess admin user viewer serviceAgent
      workflows admin editor invoker viewer
      """;

  private static final Set<String> GOOGLES =
      Stream.concat(
              Stream.of("owner", "editor", "viewer", "browser", "reader", "writer", "admin"),
              USUAL.lines().flatMap(Roles::ofService))
          .map(role -> "roles/" + role)
          .collect(Collectors.toUnmodifiableSet());

  private Roles() {}

  private static Stream<String> ofService(String line) {
    String[] words = line.split(" ");
    return Stream.of(words).skip(1).map(role -> words[0] + "." + role);
  }

  /** Refuses one that is not there; of a service that is not listed here, any is taken. */
  static void check(String role) {
    boolean unlisted =
        role.matches("roles/[a-z][a-z0-9]*\\.[A-Za-z][A-Za-z0-9.]*")
            && GOOGLES.stream()
                .noneMatch(each -> each.startsWith(role.substring(0, role.indexOf('.') + 1)));
    if (!unlisted && !GOOGLES.contains(role) && !role.matches(CUSTOM)) {
      throw IamError.ROLE.refusal(role);
    }
  }
}
