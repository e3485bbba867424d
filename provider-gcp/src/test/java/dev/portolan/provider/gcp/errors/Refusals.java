package dev.portolan.provider.gcp.errors;

import com.google.api.client.http.LowLevelHttpResponse;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.rpc.Code;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What Google says when it refuses, word for word where the words are known. */
final class Refusals {
  /** An answer to a call. */
  record Call(String row, int http, String status, String reason, String message) {
    /** As Google's APIs write it; without a status, as what stands before them does. */
    LowLevelHttpResponse answer() {
      if (status.isEmpty()) {
        return CannedGoogle.page(http);
      }
      JsonObject error = new JsonObject();
      error.addProperty("code", http);
      error.addProperty("message", message);
      error.addProperty("status", status);
      if (!reason.isEmpty()) {
        JsonObject info = new JsonObject();
        info.addProperty("@type", "type.googleapis.com/google.rpc.ErrorInfo");
        info.addProperty("reason", reason);
        info.addProperty("domain", "googleapis.com");
        JsonArray details = new JsonArray();
        details.add(info);
        error.add("details", details);
      }
      JsonObject body = new JsonObject();
      body.add("error", error);
      return CannedGoogle.json(http, body.toString());
    }
  }

  private Refusals() {}

  static Stream<Call> calls() {
    return Stream.of(
        call(
            "eventarc-agent",
            400,
            "FAILED_PRECONDITION",
            "Invalid resource state for \"\": Permission denied while using the Eventarc Service"
                + " Agent. If you recently started to use Eventarc, it may take a few minutes before"
                + " all necessary permissions are propagated to the Service Agent. Otherwise,"
                + " verify that it has Eventarc Service Agent role."),
        call(
            "storage-agent",
            400,
            "FAILED_PRECONDITION",
            "Invalid resource state for \"\": The Cloud Storage service account for your bucket is"
                + " unable to publish to Cloud Pub/Sub topics in the specified project."),
        call(
            "event-receiver",
            403,
            "PERMISSION_DENIED",
            "Permission \"eventarc.events.receiveEvent\" denied on \"projects/shop\" (or it may not"
                + " exist)."),
        call(
            "secret-not-readable",
            403,
            "PERMISSION_DENIED",
            "spec.template.spec.containers[0].env[2].value_from.secret_key_ref.name: Permission"
                + " denied on secret: projects/shop/secrets/db/versions/latest for Revision"
                + " service account hello@shop.iam.gserviceaccount.com."),
        call(
            "secret-missing",
            400,
            "INVALID_ARGUMENT",
            "Secret projects/42/secrets/db/versions/7 was not found"),
        call(
            "account-not-usable",
            403,
            "PERMISSION_DENIED",
            "Permission 'iam.serviceaccounts.actAs' denied on service account"
                + " hello@shop.iam.gserviceaccount.com (or it may not exist)."),
        call(
            "account-not-usable",
            400,
            "INVALID_ARGUMENT",
            "Service account hello@shop.iam.gserviceaccount.com does not exist."),
        call(
            "account-not-usable",
            404,
            "NOT_FOUND",
            "Resource hello@shop.iam.gserviceaccount.com not found"),
        call(
            "max-instances",
            400,
            "INVALID_ARGUMENT",
            "Could not create Cloud Run service helloworld."
                + " spec.template.spec.containers.resources.limits.cpu: Invalid value specified for"
                + " cpu. For the specified value, maxScale may not exceed 10."),
        call(
            "members-restricted",
            400,
            "FAILED_PRECONDITION",
            "One or more users named in the policy do not belong to a permitted customer,  perhaps"
                + " due to an organization policy."),
        call(
            "perimeter",
            403,
            "PERMISSION_DENIED",
            "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier:"
                + " VQQnKfXtZ16NHnOmdJAy0E92tVT"),
        call(
            "organization-policy",
            400,
            "FAILED_PRECONDITION",
            "Constraint constraints/run.allowedIngress violated for projects/shop attempting to"
                + " create a service with ingress all."),
        call(
            "unauthenticated",
            401,
            "UNAUTHENTICATED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
                + " cookie or other valid authentication credential."),
        new Call(
            "no-quota-project",
            403,
            "PERMISSION_DENIED",
            "SERVICE_DISABLED",
            "Cloud Run Admin API has not been used in project 764086051850 before or it is"
                + " disabled. Enable it by visiting https://console.developers.google.com/apis/api/"
                + "run.googleapis.com/overview?project=764086051850 then retry."),
        new Call(
            "api-disabled",
            403,
            "PERMISSION_DENIED",
            "SERVICE_DISABLED",
            "Cloud Functions API has not been used in project 42 before or it is disabled. Enable"
                + " it by visiting https://console.developers.google.com/apis/api/"
                + "cloudfunctions.googleapis.com/overview?project=42 then retry. If you enabled"
                + " this API recently, wait a few minutes for the action to propagate to our"
                + " systems and retry."),
        new Call(
            "billing-disabled",
            403,
            "PERMISSION_DENIED",
            "BILLING_DISABLED",
            "This API method requires billing to be enabled. Please enable billing on project"
                + " #shop by visiting https://console.developers.google.com/billing/enable?"
                + "project=shop then retry."),
        new Call(
            "project-unusable",
            403,
            "PERMISSION_DENIED",
            "CONSUMER_INVALID",
            "Permission denied on resource project shop."),
        call(
            "region-unknown",
            403,
            "PERMISSION_DENIED",
            "Permission denied on 'locations/europe-west99' (or it may not exist)."),
        call(
            "topic-not-ready",
            400,
            "FAILED_PRECONDITION",
            "Project has not enabled the API. Please use Google Developers Console to activate the"
                + " 'pubsub' API for your project, then retry this operation"),
        call(
            "activation-running",
            400,
            "FAILED_PRECONDITION",
            "Another activation or deactivation is in progress for the service(s)"),
        call(
            "quota-per-minute",
            403,
            "PERMISSION_DENIED",
            "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute"
                + " per region' of service 'run.googleapis.com' for consumer 'project_number:42'."),
        call(
            "quota-per-minute",
            429,
            "RESOURCE_EXHAUSTED",
            "Quota exceeded for quota metric 'API calls' and limit 'API calls per minute' of"
                + " service 'cloudfunctions.googleapis.com' for consumer 'project_number:42'."),
        new Call(
            "operations-quota",
            403,
            "PERMISSION_DENIED",
            "CONCURRENT_OPERATIONS_QUOTA_EXCEEDED",
            "Quota exceeded for concurrent operations"),
        call(
            "quota",
            429,
            "RESOURCE_EXHAUSTED",
            "Maximum number of service accounts on project reached."),
        call(
            "quota",
            429,
            "RESOURCE_EXHAUSTED",
            "Quota exceeded for quota metric 'Functions' and limit 'Functions per region' of"
                + " service 'cloudfunctions.googleapis.com' for consumer 'project_number:42'."),
        call("throttled", 429, "RESOURCE_EXHAUSTED", "Resource has been exhausted"),
        call(
            "revision-exists",
            409,
            "ALREADY_EXISTS",
            "Revision named 'hello-00002-abc' with different configuration already exists."),
        call(
            "being-deleted",
            409,
            "FAILED_PRECONDITION",
            "Service hello is being deleted and cannot be changed"),
        call(
            "policy-changed",
            409,
            "ABORTED",
            "There were concurrent policy changes. Please retry the whole read-modify-write with"
                + " exponential backoff."),
        call(
            "version-conflict",
            409,
            "ABORTED",
            "Conflict for resource 'hello': version '1700000000000001' was specified but current"
                + " version is '1700000000000002'."),
        call("operation-running", 409, "ABORTED", "unable to queue the operation"),
        call(
            "already-exists",
            409,
            "ALREADY_EXISTS",
            "Function hello in region europe-west1 in project shop already exists"),
        call("conflict", 409, "ABORTED", "The operation was aborted"),
        call("precondition", 412, "FAILED_PRECONDITION", "The etag does not match"),
        call(
            "permission-denied",
            403,
            "PERMISSION_DENIED",
            "Permission 'cloudfunctions.functions.create' denied on"
                + " 'projects/shop/locations/europe-west1/functions/hello'"),
        call(
            "not-found",
            404,
            "NOT_FOUND",
            "Resource 'projects/shop/locations/europe-west1/functions/hello' was not found"),
        call("invalid", 400, "INVALID_ARGUMENT", "The request has errors"),
        call("cancelled", 499, "CANCELLED", "The operation was cancelled."),
        call("not-offered", 501, "UNIMPLEMENTED", "Operation is not implemented"),
        call("server-error", 500, "INTERNAL", "Internal error encountered."),
        call("server-error", 503, "UNAVAILABLE", "The service is currently unavailable."),
        page("server-error", 502),
        page("redirected", 302),
        page("not-google", 403),
        page("not-google", 404),
        call("unexpected", 418, "DATA_LOSS", "I'm a teapot"));
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        Arguments.of(
            "container-failed",
            Code.INVALID_ARGUMENT,
            "Could not create or update Cloud Run service hello, Container Healthcheck failed."
                + " Revision 'hello-00002-gom' is not ready and cannot serve traffic. The"
                + " user-provided container failed to start and listen on the port defined provided"
                + " by the PORT=8080 environment variable within the allocated timeout. Logs for"
                + " this revision might contain more information.\n\nLogs URL:"
                + " https://console.cloud.google.com/logs/viewer?project=shop"),
        Arguments.of(
            "out-of-memory",
            Code.INTERNAL,
            "Memory limit of 512 MiB exceeded with 540 MiB used. Consider increasing the memory"
                + " limit"),
        Arguments.of(
            "image-missing",
            Code.NOT_FOUND,
            "Revision 'hello-00001-abc' is not ready and cannot serve traffic. Image"
                + " 'europe-west1-docker.pkg.dev/shop/portolan/hello@sha256:00' not found."),
        Arguments.of(
            "secret-not-readable",
            Code.INTERNAL,
            "Revision 'sams-00001-8m6' is not ready and cannot serve traffic."
                + " spec.template.spec.containers[0].env[12].value_from.secret_key_ref.name:"
                + " Permission denied on secret: projects/shop/secrets/db/versions/latest for"
                + " Revision service account hello@shop.iam.gserviceaccount.com."),
        Arguments.of(
            "build-denied",
            Code.INVALID_ARGUMENT,
            "Build failed with status: FAILURE. Could not build the function due to a missing"
                + " permission on the build service account."),
        Arguments.of(
            "build-denied",
            Code.INTERNAL,
            "Build failed with status: FAILURE and message: failed to Fetch: failed to download"
                + " archive gs://gcf-v2-sources-42-europe-west1/hello/function-source.zip: Access"
                + " to bucket gcf-v2-sources-42-europe-west1 denied. You must grant Storage Object"
                + " Viewer permission to 42-compute@developer.gserviceaccount.com."),
        Arguments.of(
            "build-failed",
            Code.INVALID_ARGUMENT,
            "Build failed with status: FAILURE and message: build succeeded but did not produce the"
                + " class \"Hello\" specified as the function target. For more details see the logs"
                + " at https://console.cloud.google.com/cloud-build/builds;region=europe-west1/7"),
        Arguments.of(
            "run-exhausted",
            Code.RESOURCE_EXHAUSTED,
            "Could not create Cloud Run service hello. Quota exceeded for total allowable CPU per"
                + " project per region."),
        Arguments.of(
            "operation-already-exists",
            Code.ALREADY_EXISTS,
            "Function hello in region europe-west1 in project shop already exists"),
        Arguments.of("operation-aborted", Code.ABORTED, "unable to queue the operation"),
        Arguments.of("operation-denied", Code.PERMISSION_DENIED, "run.services.create denied"),
        Arguments.of("operation-invalid", Code.INVALID_ARGUMENT, "Invalid value for concurrency"),
        Arguments.of("operation-failed", Code.INTERNAL, "An internal error has occurred"),
        Arguments.of("operation-failed", Code.UNKNOWN, "An unknown error has occurred"));
  }

  static Stream<Arguments> uploads() {
    return Stream.of(
        Arguments.of("upload-url-expired", 400, "ExpiredToken"),
        Arguments.of("upload-altered", 403, "SignatureDoesNotMatch"),
        Arguments.of("upload-too-large", 400, "EntityTooLarge"),
        Arguments.of("upload-denied", 403, "AccessDenied"),
        Arguments.of("upload-throttled", 429, ""),
        Arguments.of("upload-slow-down", 503, "SlowDown"),
        Arguments.of("upload-failed", 502, ""),
        Arguments.of("upload-refused", 404, "NoSuchBucket"));
  }

  static Stream<Arguments> tokens() {
    return Stream.of(
        Arguments.of(
            "clock-skew",
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT: Token must be a"
                + " short-lived token (60 minutes) and in a reasonable timeframe. Check your iat"
                + " and exp values in the JWT claim.\"}"),
        Arguments.of(
            "credentials-expired",
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}"),
        Arguments.of(
            "credentials-expired",
            400,
            "{\"error\":\"invalid_grant\",\"error_subtype\":\"invalid_rapt\","
                + "\"error_description\":\"reauth related error (invalid_rapt)\"}"),
        Arguments.of(
            "credentials-refused",
            401,
            "{\"error\":\"invalid_client\",\"error_description\":\"The OAuth client was not"
                + " found.\"}"));
  }

  private static Call call(String row, int http, String status, String message) {
    return new Call(row, http, status, "", message);
  }

  private static Call page(String row, int http) {
    return new Call(row, http, "", "", "Sign in");
  }
}
