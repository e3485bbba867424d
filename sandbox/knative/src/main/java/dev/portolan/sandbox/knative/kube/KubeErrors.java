package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The failures of the API server, in its own words. Source: kubernetes/apimachinery {@code
 * pkg/api/errors/errors.go}, {@code pkg/util/managedfields/internal/conflict.go}.
 */
public final class KubeErrors {
  private KubeErrors() {}

  /** One cause of a failure. */
  record Cause(String reason, String message, String field) {}

  static ObjectNode status(int code, String reason, String message) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message);
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    return status.put("code", code);
  }

  private static ObjectNode about(ObjectNode status, ResourceType type, String name) {
    ObjectNode details = Json.at(status, "details").put("name", name);
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural());
    return status;
  }

  public static KubeRefusal notFound(ResourceType type, String name) {
    String message = "%s \"%s\" not found".formatted(type.qualified(), name);
    return new KubeRefusal(about(status(404, "NotFound", message), type, name));
  }

  public static KubeRefusal alreadyExists(ResourceType type, String name) {
    String message = "%s \"%s\" already exists".formatted(type.qualified(), name);
    return new KubeRefusal(about(status(409, "AlreadyExists", message), type, name));
  }

  static KubeRefusal conflict(ResourceType type, String name, String why) {
    String message =
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.qualified(), name, why);
    return new KubeRefusal(about(status(409, "Conflict", message), type, name));
  }

  static KubeRefusal modified(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static KubeRefusal applyConflict(List<Cause> causes, String message) {
    ObjectNode status = status(409, "Conflict", message);
    causes(Json.at(status, "details"), causes);
    return new KubeRefusal(status);
  }

  static KubeRefusal invalid(ResourceType type, String name, List<Cause> causes) {
    List<String> texts =
        causes.stream().map(cause -> cause.field() + ": " + cause.message()).toList();
    String all = texts.size() == 1 ? texts.get(0) : "[" + String.join(", ", texts) + "]";
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    ObjectNode status =
        status(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(kind, name, all));
    ObjectNode details = Json.at(status, "details").put("name", name);
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.kind());
    causes(details, causes);
    return new KubeRefusal(status);
  }

  private static void causes(ObjectNode details, List<Cause> causes) {
    ArrayNode all = details.putArray("causes");
    for (Cause cause : causes) {
      all.addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
  }

  public static KubeRefusal badRequest(String message) {
    return new KubeRefusal(status(400, "BadRequest", message));
  }

  /** What an admission webhook that refuses makes of its words. */
  public static KubeRefusal denied(String webhook, String words) {
    return badRequest("admission webhook \"%s\" denied the request: %s".formatted(webhook, words));
  }

  public static KubeRefusal forbidden(ResourceType type, String name, String why) {
    String message = "%s \"%s\" is forbidden: %s".formatted(type.qualified(), name, why);
    return new KubeRefusal(about(status(403, "Forbidden", message), type, name));
  }

  static KubeRefusal unauthorized() {
    return new KubeRefusal(status(401, "Unauthorized", "Unauthorized"));
  }

  static KubeRefusal expired(String message) {
    return new KubeRefusal(status(410, "Expired", message));
  }

  static KubeRefusal unsupportedMedia(String message) {
    return new KubeRefusal(status(415, "UnsupportedMediaType", message));
  }

  static KubeRefusal methodNotAllowed() {
    return new KubeRefusal(
        status(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource"));
  }

  /** An error of the server that is not worded for clients: no reason, code 500. */
  static KubeRefusal unclassified(String message) {
    return new KubeRefusal(status(500, "", message));
  }

  static KubeRefusal internal(String message) {
    return new KubeRefusal(status(500, "InternalError", "Internal error occurred: " + message));
  }

  static KubeRefusal tooManyRequests(int seconds) {
    ObjectNode status = status(429, "TooManyRequests", "too many requests, please try again later");
    Json.at(status, "details").put("retryAfterSeconds", seconds);
    return new KubeRefusal(status);
  }
}
