package dev.portolan.deploy.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A framework whose beans can be deployed as functions, as the adapter for it says in a file of its
 * jar; docs/decisions/0033 has the file. This side knows none by name.
 *
 * @param handler the adapter's class, created with the two parts of a {@code Bean}
 * @param applications annotations of the class that the framework starts from, by descriptor
 * @param factories annotations of methods that make a bean, by descriptor
 * @param components annotations of classes that are a bean, by descriptor
 * @param packages where a class is a bean without an annotation
 * @param packaged what such a class must be, of the types in {@code methods}
 * @param holders types of beans that hold a function, which their first type argument tells
 * @param methods what a bean must be to be a function, and the HTTP methods that call it
 * @param repackaged what entries of a jar begin with that the framework's own loader alone can read
 * @param hint what to do about such a jar
 */
record Framework(
    String handler,
    List<String> applications,
    List<String> factories,
    List<String> components,
    List<String> packages,
    List<String> packaged,
    List<String> holders,
    Map<String, List<String>> methods,
    String repackaged,
    String hint) {
  static final String PATH = "META-INF/portolan/framework.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Framework from(byte[] json) throws IOException {
    JsonNode root = JSON.readTree(json);
    Map<String, List<String>> methods = new LinkedHashMap<>();
    root.path("methods")
        .properties()
        .forEach(field -> methods.put(field.getKey(), texts(field.getValue())));
    return new Framework(
        root.path("handler").asText(),
        texts(root.path("applications")),
        texts(root.path("factories")),
        texts(root.path("components")),
        texts(root.path("packages")),
        texts(root.path("packaged")),
        texts(root.path("holders")),
        methods,
        root.path("repackaged").asText(),
        root.path("hint").asText());
  }

  /** How a person writes the annotation that the application's class must bear. */
  String marks() {
    String descriptor = applications.get(0);
    return "@" + descriptor.substring(descriptor.lastIndexOf('/') + 1, descriptor.length() - 1);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
