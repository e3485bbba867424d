package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What the server itself fills in for its own kinds, before the webhooks. */
final class BuiltInAdmission implements Admission {
  private final Admission webhooks;

  BuiltInAdmission(Admission webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  public void mutate(Review review) {
    if (review.type().group().isEmpty()) {
      switch (review.type().plural()) {
        case "secrets" -> secret(review.next());
        case "namespaces" -> namespace(review);
        case "pods" -> {
          if (review.create() && !review.next().has("status")) {
            Json.at(review.next(), "status").put("phase", "Pending").put("qosClass", "Burstable");
          }
        }
        default -> {
          // the other kinds are kept as they come
        }
      }
    }
    webhooks.mutate(review);
  }

  private static void secret(ObjectNode secret) {
    if (!secret.has("type")) {
      secret.put("type", "Opaque");
    }
    JsonNode plain = secret.remove("stringData");
    if (plain != null) {
      for (Map.Entry<String, JsonNode> each : Json.fields(plain)) {
        byte[] bytes = each.getValue().asText().getBytes(StandardCharsets.UTF_8);
        Json.at(secret, "data").put(each.getKey(), Base64.getEncoder().encodeToString(bytes));
      }
    }
  }

  private static void namespace(Review review) {
    ObjectNode next = review.next();
    Json.at(next, "metadata", "labels").put("kubernetes.io/metadata.name", Json.name(next));
    Json.at(next, "status").put("phase", "Active");
  }

  @Override
  public void validate(Review review) {
    webhooks.validate(review);
  }
}
