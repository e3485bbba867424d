package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON patch by RFC 6902; one operation that fails makes all of them fail. */
final class JsonPatch {
  private JsonPatch() {}

  static JsonNode apply(JsonNode document, JsonNode operations) {
    JsonNode root = document;
    for (JsonNode operation : operations) {
      root = one(root, operation);
    }
    return root;
  }

  private static JsonNode one(JsonNode root, JsonNode operation) {
    String path = operation.path("path").asText();
    return switch (operation.path("op").asText()) {
      case "add" -> put(root, path, operation.get("value"), true);
      case "replace" -> {
        require(root, path);
        yield put(root, path, operation.get("value"), false);
      }
      case "remove" -> remove(root, path);
      case "copy" -> put(root, path, require(root, operation.path("from").asText()), true);
      case "move" -> {
        JsonNode moved = require(root, operation.path("from").asText());
        yield put(remove(root, operation.path("from").asText()), path, moved, true);
      }
      case "test" -> {
        if (!root.at(path).equals(operation.path("value"))) {
          throw failed("testing value " + path + " failed: test failed");
        }
        yield root;
      }
      default -> throw failed("unexpected kind: " + operation.path("op").asText());
    };
  }

  private static JsonNode require(JsonNode root, String path) {
    JsonNode found = root.at(path);
    if (found.isMissingNode()) {
      throw failed(
          "replace operation does not apply: doc is missing key: " + path + ": missing value");
    }
    return found.deepCopy();
  }

  private static JsonNode put(JsonNode root, String path, JsonNode value, boolean insert) {
    if (path.isEmpty()) {
      return value;
    }
    JsonNode parent = root.at(path.substring(0, path.lastIndexOf('/')));
    String last = last(path);
    if (parent instanceof ObjectNode object) {
      object.set(last, value.deepCopy());
    } else if (parent instanceof ArrayNode list) {
      int index = last.equals("-") ? list.size() : Integer.parseInt(last);
      if (insert) {
        list.insert(index, value.deepCopy());
      } else {
        list.set(index, value.deepCopy());
      }
    } else {
      throw failed(
          "add operation does not apply: doc is missing path: \"" + path + "\": missing value");
    }
    return root;
  }

  private static JsonNode remove(JsonNode root, String path) {
    require(root, path);
    JsonNode parent = root.at(path.substring(0, path.lastIndexOf('/')));
    if (parent instanceof ObjectNode object) {
      object.remove(last(path));
    } else {
      ((ArrayNode) parent).remove(Integer.parseInt(last(path)));
    }
    return root;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private static KubeRefusal failed(String words) {
    return new KubeRefusal(
        KubeErrors.status(
            422,
            "Invalid",
            "the server rejected our request due to an error in our request: " + words));
  }
}
