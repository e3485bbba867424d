package dev.portolan.sandbox.gcp.functions;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Cloud Functions refuses, and what its operations fail with. */
public enum FunctionError implements GoogleErrorShape {
  NO_FUNCTION(Canonical.NOT_FOUND, "Resource '%s' was not found", Fidelity.ISSUE),
  // deploy-cloud-functions#351; functions.proto promises it inside the operation
  EXISTS(
      Canonical.ALREADY_EXISTS,
      "Function %s in region %s in project %s already exists",
      Fidelity.ISSUE),
  // firebase-tools#10731
  BUSY(Canonical.ABORTED, "unable to queue the operation", Fidelity.ISSUE),
  ID(
      Canonical.INVALID_ARGUMENT,
      "Function name '%s' must match the pattern: [A-Za-z](?:[-_A-Za-z0-9]{0,61}[A-Za-z0-9])?",
      Fidelity.DOC),
  GEN_1(
      Canonical.INVALID_ARGUMENT,
      "environment must be GEN_2: the sandbox has no functions of the first generation",
      Fidelity.ASSUMED),
  EVENT_TRIGGER(
      Canonical.UNIMPLEMENTED,
      "the sandbox has no triggers of Cloud Functions' own: use Eventarc's",
      Fidelity.ASSUMED),
  RUNTIME(Canonical.INVALID_ARGUMENT, "The runtime '%s' is not supported.", Fidelity.ASSUMED),
  ENTRY_POINT(
      Canonical.INVALID_ARGUMENT, "build_config.entry_point must be specified", Fidelity.ASSUMED),
  SOURCE(Canonical.INVALID_ARGUMENT, "build_config.source must be specified", Fidelity.ASSUMED),
  NO_SOURCE(Canonical.INVALID_ARGUMENT, "Failed to retrieve function source code", Fidelity.ISSUE),
  // firebase-tools#2186, terraform-provider-google#18408
  RESERVED_ENV(
      Canonical.INVALID_ARGUMENT,
      "environment variable name %s is reserved by the system: it cannot be set by users",
      Fidelity.ISSUE),
  TIMEOUT(
      Canonical.INVALID_ARGUMENT,
      "timeout_seconds must be between 1 and 3600, and is %s",
      Fidelity.ASSUMED),
  // repo-automation-bots#5581
  SERVICE_EXISTS(
      Canonical.ALREADY_EXISTS,
      "Could not create Cloud Run service %s. A Cloud Run service with this name already exists."
          + " Please redeploy the function with a different name.",
      Fidelity.ISSUE),
  // privacysandbox/aggregation-service#47
  SERVICE_REFUSED(
      Canonical.PERMISSION_DENIED, "Could not create Cloud Run service %s. %s", Fidelity.ISSUE),
  // firebase-tools#7993, terraform-provider-google#13121
  SERVICE_FAILED(
      Canonical.INVALID_ARGUMENT,
      "Could not create or update Cloud Run service %s, Container Healthcheck failed. %s",
      Fidelity.ISSUE),
  // firebase-tools, fabricator.ts: code 8 comes from Cloud Run, and leaves a broken function behind
  EXHAUSTED(
      Canonical.RESOURCE_EXHAUSTED,
      "Resource has been exhausted (e.g. check quota).",
      Fidelity.ISSUE),
  BUILD_FAILED(
      Canonical.INVALID_ARGUMENT,
      "Build failed with status: FAILURE and message: %s. For more details see the logs at"
          + " https://console.cloud.google.com/cloud-build/builds;region=%s/%s?project=%s.",
      Fidelity.ISSUE),
  // the next three: buildpacks, cmd/java/functions_framework/lib/lib.go
  MANY_JARS(
      Canonical.INVALID_ARGUMENT,
      "function has no pom.xml and more than one jar file: %s",
      Fidelity.DOC),
  NO_JAR(
      Canonical.INVALID_ARGUMENT,
      "function has neither pom.xml nor already-built jar file; %s",
      Fidelity.DOC),
  NO_CLASS(
      Canonical.INVALID_ARGUMENT,
      "build succeeded but did not produce the class \"%1$s\" specified as the function target:"
          + " Error: class not found: %1$s",
      Fidelity.DOC),
  FROM_SOURCES(
      Canonical.UNIMPLEMENTED,
      "the sandbox builds nothing from sources, and there is a %s: upload one jar",
      Fidelity.ASSUMED),
  // functions/quotas: 500 MB uncompressed
  TOO_LARGE(
      Canonical.INVALID_ARGUMENT,
      "the source is larger than %s bytes when it is unpacked",
      Fidelity.ASSUMED),
  UNREADABLE(
      Canonical.INVALID_ARGUMENT, "the source is not readable as a zip file", Fidelity.ASSUMED);

  private final Wording wording;

  FunctionError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
