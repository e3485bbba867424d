package dev.portolan.sandbox.azure.scm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A package as the publishing site and the host see it.
 *
 * @param trouble why it cannot be deployed; empty when it can
 * @param host its {@code host.json}
 * @param functions {@code name} and {@code config} of each folder with a function.json
 */
record Package(String trouble, JsonNode host, List<ObjectNode> functions) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "host.json";
  private static final String FUNCTION = "/function.json";

  static Package of(byte[] zip) {
    Map<String, byte[]> files = new TreeMap<>();
    int entries = 0;
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        entries++;
        if (entry.getName().endsWith(FUNCTION) || entry.getName().endsWith(HOST)) {
          files.put(entry.getName(), archive.readAllBytes());
        }
      }
    } catch (IOException e) {
      return broken("End of Central Directory record could not be found.");
    }
    if (entries == 0) {
      return broken("End of Central Directory record could not be found.");
    }
    if (!files.containsKey(HOST)) {
      return broken(noHost(files));
    }
    if (!read(files.get(HOST)).path("version").asText().equals("2.0")) {
      return broken("The host.json file is invalid: 'version' must be '2.0'.");
    }
    return new Package("", read(files.get(HOST)), functions(files));
  }

  private static Package broken(String trouble) {
    return new Package(trouble, JsonNodeFactory.instance.objectNode(), List.of());
  }

  // azure-functions-host#10432
  private static String noHost(Map<String, byte[]> files) {
    return files.keySet().stream()
        .filter(name -> name.endsWith("/" + HOST))
        .findFirst()
        .map(
            name ->
                "A valid host.json file wasn't found in the package root. However, one was located"
                    + " at: "
                    + name
                    + ". This state indicates that your deployment package was created"
                    + " incorrectly. For deployment package requirements, see"
                    + " https://aka.ms/deployment-zip-push.")
        .orElse(
            "Make sure that your deployment package includes the host.json file in the root of the"
                + " package. For deployment package requirements, see"
                + " https://aka.ms/functions-deployment-technologies.");
  }

  /** The host looks one folder deep, and passes over what it cannot read. */
  private static List<ObjectNode> functions(Map<String, byte[]> files) {
    Map<String, ObjectNode> all = new TreeMap<>();
    files.forEach(
        (path, bytes) -> {
          String name = path.substring(0, path.lastIndexOf('/') + 1).replaceFirst("/$", "");
          boolean named =
              name.matches("(?i)[a-z][a-z0-9_-]{0,127}") && !name.equalsIgnoreCase("host");
          if (path.endsWith(FUNCTION) && named && read(bytes).path("bindings").size() > 0) {
            ObjectNode function = JsonNodeFactory.instance.objectNode().put("name", name);
            function.set("config", read(bytes));
            all.putIfAbsent(name.toLowerCase(Locale.ROOT), function);
          }
        });
    return new ArrayList<>(all.values());
  }

  private static JsonNode read(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
