package dev.portolan.provider.knative.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.knative.pkg.apis.Condition;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Knative says of an object's health.
 *
 * @see <a
 *     href="https://github.com/knative/specs/blob/main/specs/serving/knative-api-specification-1.0.md#error-signalling">error
 *     signalling</a>
 */
public record Conditions(List<Condition> all) {
  public static final String READY = "Ready";

  public static Conditions of(Service service) {
    return service.getStatus() == null
        ? new Conditions(List.of())
        : new Conditions(service.getStatus().getConditions());
  }

  public static Conditions of(Revision revision) {
    return revision.getStatus() == null
        ? new Conditions(List.of())
        : new Conditions(revision.getStatus().getConditions());
  }

  /** Those of an object of any kind that has them where Knative puts them. */
  public static Conditions of(GenericKubernetesResource object) {
    JsonNode all =
        KubeJson.SHARED.convertValue(object, JsonNode.class).path("status").path("conditions");
    List<Condition> conditions = new ArrayList<>();
    all.forEach(each -> conditions.add(KubeJson.SHARED.convertValue(each, Condition.class)));
    return new Conditions(conditions);
  }

  public boolean isTrue(String type) {
    return is(type, "True");
  }

  public boolean isFalse(String type) {
    return is(type, "False");
  }

  /** The first condition that has failed, the most telling first: what is not the sum of others. */
  Optional<Condition> failed() {
    Optional<Condition> part =
        all.stream()
            .filter(each -> "False".equals(each.getStatus()))
            .filter(each -> !READY.equals(each.getType()))
            .filter(each -> each.getSeverity() == null || each.getSeverity().isEmpty())
            .findFirst();
    return part.isPresent() ? part : get(READY).filter(each -> "False".equals(each.getStatus()));
  }

  /** Why it is not ready yet, in Knative's words. */
  String waitingFor() {
    return all.stream()
        .filter(each -> "Unknown".equals(each.getStatus()))
        .map(Conditions::text)
        .findFirst()
        .orElse("not reconciled yet");
  }

  public static String text(Condition condition) {
    String reason = condition.getReason() == null ? condition.getType() : condition.getReason();
    String message = condition.getMessage();
    return message == null || message.isBlank() ? reason : reason + ": " + message.strip();
  }

  private boolean is(String type, String status) {
    return get(type).filter(each -> status.equals(each.getStatus())).isPresent();
  }

  private Optional<Condition> get(String type) {
    return all.stream().filter(each -> type.equals(each.getType())).findFirst();
  }
}
