package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.ErrorShape;
import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.WireResponse;

/**
 * What Cloud Storage's JSON interface refuses.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">its answers</a>
 */
public enum BucketError implements ErrorShape {
  NO_BUCKET(404, "notFound", "The specified bucket does not exist.", Fidelity.DOC),
  NO_OBJECT(404, "notFound", "No such object: %s", Fidelity.DOC),
  // quoted in many issues of google-cloud-java and terraform-provider-google
  EXISTS(
      409,
      "conflict",
      "Your previous request to create the named bucket succeeded and you already own it.",
      Fidelity.ISSUE),
  NOT_EMPTY(409, "conflict", "The bucket you tried to delete is not empty.", Fidelity.ISSUE),
  NAME(400, "invalid", "Invalid bucket name: '%s'", Fidelity.ISSUE),
  LOCATION(400, "invalid", "The specified location constraint is not valid.", Fidelity.ISSUE),
  OBJECT_NAME(400, "required", "Required parameter: name", Fidelity.ASSUMED),
  UPLOAD(
      400,
      "invalid",
      "the sandbox offers uploads of the type media alone, not %s",
      Fidelity.ASSUMED),
  UNPARSABLE(400, "parseError", "Parse Error", Fidelity.DOC),
  // quoted in many issues of google-cloud-java and of gcsfuse
  FORBIDDEN(
      403,
      "forbidden",
      "%s does not have storage.objects.%s access to the Google Cloud Storage object. Permission"
          + " 'storage.objects.%2$s' denied on resource (or it may not exist).",
      Fidelity.ISSUE),
  // cloud.google.com/storage/docs/json_api/v1/buckets/setIamPolicy: "an etag that does not match"
  POLICY_CHANGED(412, "conditionNotMet", "Precondition Failed", Fidelity.ASSUMED),
  POLICY(400, "invalid", "%s", Fidelity.ASSUMED),
  DENIED(401, "authError", "Invalid Credentials", Fidelity.DOC),
  METHOD(404, "notFound", "Not Found", Fidelity.ASSUMED),
  THROTTLED(
      429,
      "rateLimitExceeded",
      "The project exceeded the rate limit for creating and deleting buckets.",
      Fidelity.DOC),
  FAILED(503, "backendError", "Backend Error", Fidelity.DOC);

  private final int status;
  private final String code;
  private final String message;
  private final Fidelity fidelity;

  BucketError(int status, String code, String message, Fidelity fidelity) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.fidelity = fidelity;
  }

  /** As it stands on the wire; the text is told once more in a list, with its reason. */
  WireResponse response(Object... values) {
    String text = message.formatted(values);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode error = root.putObject("error").put("code", status).put("message", text);
    error
        .putArray("errors")
        .addObject()
        .put("message", text)
        .put("domain", "global")
        .put("reason", code);
    return WireResponse.of(status, "application/json; charset=UTF-8", root.toString());
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String message() {
    return message;
  }

  @Override
  public Fidelity fidelity() {
    return fidelity;
  }
}
