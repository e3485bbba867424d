package dev.portolan.provider.azure.packing;

import static dev.portolan.provider.azure.packing.Shop.function;
import static dev.portolan.provider.azure.packing.Shop.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Trigger.Access;
import dev.portolan.provider.azure.config.FunctionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we pack, beside what Microsoft's own plugin packs for functions of the same triggers. */
class MicrosoftsLayoutTest {
  private static final String RECORDED = "azure-functions-maven-plugin-1.37.0/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What we call otherwise: the host asks routes in the order of names. */
  private static final Map<String, String> OURS =
      Map.of(
          "hello/function.json", "run_hello_requests/function.json",
          "hello_schedule/function.json", "run_hello_schedule/function.json");

  @TempDir private Path work;

  private static FunctionSpec hello() {
    return function(
        "hello", http("/b", Access.AUTHENTICATED, "GET"), new Trigger.Schedule("0 2 * * *", "UTC"));
  }

  @Test
  @DisplayName("Requests are bound as theirs are, but for who may call")
  void requests() throws IOException {
    JsonNode expected = bindings(read("hello"));
    ((ObjectNode) expected.get(0)).put("authLevel", "function");
    JsonNode ours = JSON.readTree(packed().get("run_hello_requests/function.json"));
    assertEquals(expected, bindings(ours));
  }

  @Test
  @DisplayName("A route with methods is bound as theirs is, but for its path and who may call")
  void methods() throws IOException {
    JsonNode expected = bindings(read("hello_http_2"));
    String route = expected.get(0).get("route").asText();
    List<ObjectNode> ours = Folder.http(route, List.of("get", "post"), true);
    ((ObjectNode) expected.get(0)).put("authLevel", "anonymous");
    assertEquals(expected, JSON.createArrayNode().addAll(ours));
  }

  @Test
  @DisplayName("A timer binds as theirs does")
  void timers() throws IOException {
    JsonNode ours = JSON.readTree(packed().get("run_hello_schedule/function.json"));
    assertEquals(bindings(read("hello_schedule")), bindings(ours));
  }

  @Test
  @DisplayName("A function's description has the same fields, and names a jar and a method alike")
  void fields() throws IOException {
    JsonNode theirs = read("hello");
    JsonNode ours = JSON.readTree(packed().get("run_hello_requests/function.json"));
    assertEquals(names(theirs), names(ours));
    String jar = "\\.\\./[^/]+\\.jar";
    String method = "([a-z]+\\.)+[A-Za-z]+\\.[a-z]+";
    for (JsonNode each : List.of(theirs, ours)) {
      assertTrue(each.get("scriptFile").asText().matches(jar), each.toString());
      assertTrue(each.get("entryPoint").asText().matches(method), each.toString());
    }
    assertTrue(packed().containsKey(ours.get("scriptFile").asText().substring(3)));
  }

  @Test
  @DisplayName("Where they put a file we put one, and nothing else but the probe")
  void files() throws IOException {
    Set<String> theirs = new TreeSet<>();
    for (String line : resource("files.txt").lines().toList()) {
      theirs.add(kind(OURS.getOrDefault(line, line)));
    }
    theirs.remove("hello_http_2/function.json");
    theirs.remove("local.settings.json");
    Path packed = new Shop(work).pack(hello());
    assertEquals(theirs, kinds(packed));
    FunctionSettings settings = FunctionSettings.from(hello(), Settings.none());
    Path slice = Slice.of(packed, hello(), settings, work.resolve("slices")).artifact().file();
    theirs.add("portolan-probe/function.json");
    assertEquals(theirs, kinds(slice));
  }

  private static Set<String> kinds(Path zip) throws IOException {
    Set<String> kinds = new TreeSet<>();
    Shop.names(zip).forEach(name -> kinds.add(kind(name)));
    return kinds;
  }

  /** Jars are called otherwise. */
  private static String kind(String name) {
    return name.replaceAll("[^/]+\\.jar$", "*.jar");
  }

  private Map<String, String> packed() throws IOException {
    return Shop.texts(new Shop(work).pack(hello()));
  }

  /** Enums in their letters, and no methods where all are meant. */
  private static JsonNode bindings(JsonNode function) {
    for (JsonNode binding : function.get("bindings")) {
      if (binding.has("authLevel")) {
        String level = binding.get("authLevel").asText().toLowerCase(Locale.ROOT);
        ((ObjectNode) binding).put("authLevel", level);
      }
      if (binding.has("methods")) {
        JsonNode methods = ((ObjectNode) binding).remove("methods");
        if (!methods.isEmpty()) {
          methods.forEach(
              each ->
                  ((ObjectNode) binding)
                      .withArray("methods")
                      .add(each.asText().toLowerCase(Locale.ROOT)));
        }
      }
    }
    return function.get("bindings");
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode read(String folder) throws IOException {
    return JSON.readTree(resource(folder + "/function.json"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = MicrosoftsLayoutTest.class.getResourceAsStream(RECORDED + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
