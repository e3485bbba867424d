package dev.portolan.sandbox.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text of a policy, checked by the grammar that IAM documents. */
final class PolicyDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Principal",
          "NotPrincipal",
          "Condition");

  private PolicyDocument() {}

  /** The statements of a policy that says what its holder may do. */
  static List<JsonNode> identity(String text) {
    List<JsonNode> statements = statements(text);
    for (JsonNode statement : statements) {
      if (statement.has("Principal") || statement.has("NotPrincipal")) {
        throw IamError.NO_PRINCIPAL_HERE.refusal();
      }
      List<String> resources = texts(statement, "Resource", "NotResource");
      if (resources.isEmpty()) {
        throw IamError.SYNTAX.refusal();
      }
      for (String resource : resources) {
        if (!resource.equals("*") && !resource.matches("arn:[^:]+:[^:]*:[^:]*:[^:]*:.+")) {
          throw IamError.NOT_ARN.refusal(resource);
        }
      }
    }
    return statements;
  }

  /** The statements of a policy that says who may take a role on. */
  static List<JsonNode> trust(String text) {
    List<JsonNode> statements = statements(text);
    for (JsonNode statement : statements) {
      if (statement.has("Resource") || statement.has("NotResource")) {
        throw IamError.NO_RESOURCE_HERE.refusal();
      }
      JsonNode principal = statement.path("Principal");
      if (!principal.isObject() && !principal.asText().equals("*")) {
        throw IamError.SYNTAX.refusal();
      }
      for (String service : texts(principal, "Service", "Service")) {
        if (!service.endsWith(".amazonaws.com")) {
          throw IamError.PRINCIPAL.refusal("\"SERVICE\":\"" + service + "\"");
        }
      }
    }
    return statements;
  }

  private static List<JsonNode> statements(String text) {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw IamError.NOT_JSON.refusal();
    }
    JsonNode given = tree.path("Statement");
    List<JsonNode> statements = new ArrayList<>();
    if (given.isObject()) {
      statements.add(given);
    } else {
      given.forEach(statements::add);
    }
    if (statements.isEmpty() || !VERSIONS.contains(tree.path("Version").asText("2008-10-17"))) {
      throw IamError.SYNTAX.refusal();
    }
    statements.forEach(PolicyDocument::check);
    return statements;
  }

  private static void check(JsonNode statement) {
    String effect = statement.path("Effect").asText();
    List<String> actions = texts(statement, "Action", "NotAction");
    boolean known =
        statement.properties().stream().map(Map.Entry::getKey).allMatch(MEMBERS::contains);
    if (!known || !(effect.equals("Allow") || effect.equals("Deny")) || actions.isEmpty()) {
      throw IamError.SYNTAX.refusal();
    }
    for (String action : actions) {
      if (!action.equals("*") && !action.matches("[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+")) {
        throw IamError.NO_VENDOR.refusal();
      }
    }
  }

  /** One text or a list of them, under the first of the names that is there. */
  static List<String> texts(JsonNode statement, String... names) {
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      JsonNode value = statement.path(name);
      if (value.isTextual()) {
        texts.add(value.textValue());
      }
      value.forEach(element -> texts.add(element.asText()));
      if (!texts.isEmpty()) {
        break;
      }
    }
    return texts;
  }
}
