package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who may do what: the one user may do all that is not denied here. A subresource is a resource of
 * its own, {@code pods/log}; to apply what is not there yet is to create it too. Source:
 * kubernetes.io, "Using RBAC Authorization: Referring to resources" and "Server-Side Apply: Access
 * control and permissions".
 */
public final class AccessRules {
  /** The name of the one user. */
  public static final String USER = "portolan-sandbox";

  private final List<Denied> denied = new CopyOnWriteArrayList<>();

  private record Denied(String verb, String group, String plural) {}

  /** Denies a verb (or {@code *}) on a resource. */
  public void deny(String verb, String group, String plural) {
    denied.add(new Denied(verb, group, plural));
  }

  /** Allows everything again. */
  public void clear() {
    denied.clear();
  }

  boolean allows(String verb, String group, String plural) {
    return denied.stream()
        .noneMatch(
            d ->
                (d.verb().equals("*") || d.verb().equals(verb))
                    && d.group().equals(group)
                    && d.plural().equals(plural));
  }

  void check(ApiRequest request, ApiRequest.Verb verb) {
    check(
        request,
        verb == ApiRequest.Verb.APPLY ? "patch" : verb.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** What an apply of a new object needs beside the patch. */
  void checkCreate(ApiRequest request) {
    check(request, "create");
  }

  private void check(ApiRequest request, String word) {
    ResourceType type = request.type();
    String plural = withPart(type.plural(), request.subresource());
    if (allows(word, type.group(), plural)) {
      return;
    }
    String where =
        request.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + request.namespace() + "\"";
    String what =
        "User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
            .formatted(USER, word, plural, type.group(), where);
    KubeRefusal refusal = KubeErrors.forbidden(type, request.name(), what);
    if (request.name().isEmpty()) {
      throw new KubeRefusal(
          refusal.status().put("message", type.qualified() + " is forbidden: " + what));
    }
    throw refusal;
  }

  private static String withPart(String plural, String subresource) {
    return subresource.isEmpty() ? plural : plural + "/" + subresource;
  }

  /** Answers a {@code SelfSubjectAccessReview}. */
  ObjectNode review(ObjectNode review) {
    JsonNode asked = review.path("spec").path("resourceAttributes");
    boolean allowed =
        allows(
            asked.path("verb").asText(),
            asked.path("group").asText(),
            withPart(asked.path("resource").asText(), asked.path("subresource").asText()));
    review.putObject("status").put("allowed", allowed);
    return review;
  }
}
