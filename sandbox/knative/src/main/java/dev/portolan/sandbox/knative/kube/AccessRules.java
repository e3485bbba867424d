package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who may do what: the one user may do all that is not denied here. */
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
    String word =
        verb == ApiRequest.Verb.APPLY ? "patch" : verb.name().toLowerCase(java.util.Locale.ROOT);
    ResourceType type = request.type();
    if (allows(word, type.group(), type.plural())) {
      return;
    }
    String where =
        request.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + request.namespace() + "\"";
    String what =
        "User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
            .formatted(USER, word, type.plural(), type.group(), where);
    KubeRefusal refusal = KubeErrors.forbidden(type, request.name(), what);
    if (request.name().isEmpty()) {
      throw new KubeRefusal(
          refusal.status().put("message", type.qualified() + " is forbidden: " + what));
    }
    throw refusal;
  }

  /** Answers a {@code SelfSubjectAccessReview}. */
  ObjectNode review(ObjectNode review) {
    JsonNode asked = review.path("spec").path("resourceAttributes");
    boolean allowed =
        allows(
            asked.path("verb").asText(),
            asked.path("group").asText(),
            asked.path("resource").asText());
    review.putObject("status").put("allowed", allowed);
    return review;
  }
}
