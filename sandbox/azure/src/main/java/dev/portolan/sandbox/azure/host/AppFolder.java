package dev.portolan.sandbox.azure.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was published: {@code host.json}, and a folder with a {@code function.json} for each
 * function ({@code HostFunctionMetadataProvider}).
 *
 * @param hostJson an empty object if there is none
 * @param functions by their names, in any case ({@code FunctionMetadataManager}: {@code
 *     OrdinalIgnoreCase})
 */
record AppFolder(Path folder, JsonNode hostJson, List<HostedFunction> functions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@code Utility.FunctionNameValidationRegex}. */
  private static final Pattern NAME = Pattern.compile("(?i)(?!host$)[a-z][a-z0-9_\\-]{0,127}");

  /** {@code Utility.BindingNameValidationRegex}. */
  private static final Pattern BINDING = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,127}|\\$return");

  /** What the host brings without an extension bundle ({@code ScriptStartupTypeLocator}). */
  private static final Set<String> BUILT_IN =
      Set.of("httptrigger", "http", "timertrigger", "warmuptrigger");

  static AppFolder read(Path folder) throws IOException {
    Path hostFile = folder.resolve("host.json");
    JsonNode host =
        Files.exists(hostFile)
            ? JSON.readTree(hostFile.toFile())
            : JsonNodeFactory.instance.objectNode();
    List<HostedFunction> functions = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.sorted().toList()) {
        if (Files.exists(each.resolve("function.json"))) {
          functions.add(function(each, host));
        }
      }
    }
    functions.sort(Comparator.comparing(each -> each.name().toUpperCase(Locale.ROOT)));
    return new AppFolder(folder, host, RouteRules.applied(withoutTwins(functions)));
  }

  private static HostedFunction function(Path folder, JsonNode host) {
    String name = folder.getFileName().toString();
    try {
      JsonNode json = JSON.readTree(folder.resolve("function.json").toFile());
      List<JsonNode> bindings = new ArrayList<>();
      json.path("bindings").forEach(bindings::add);
      Path script = folder.resolve(json.path("scriptFile").asText("")).normalize();
      HostedFunction function =
          new HostedFunction(
              name,
              json.path("entryPoint").asText(null),
              script,
              bindings,
              Retry.of(json),
              Optional.empty());
      return problem(function, host).map(function::failed).orElse(function);
    } catch (IOException | IllegalArgumentException malformed) {
      return new HostedFunction(name, null, null, List.of(), Retry.NONE, Optional.empty())
          .failed("Error parsing function.json: " + malformed.getMessage());
    }
  }

  private static Optional<String> problem(HostedFunction function, JsonNode host) {
    if (!NAME.matcher(function.name()).matches()) {
      return Optional.of("'" + function.name() + "' is not a valid function name.");
    }
    if (!Files.isRegularFile(function.scriptFile())) {
      return Optional.of(
          "Invalid script file name configuration. The 'scriptFile' property is set"
              + " to a file that does not exist.");
    }
    if (function.bindings().isEmpty()) {
      return Optional.of("At least one binding must be declared.");
    }
    List<String> unknown = new ArrayList<>();
    int triggers = 0;
    for (JsonNode binding : function.bindings()) {
      String type = HostedFunction.type(binding).toLowerCase(Locale.ROOT);
      String name = binding.path("name").asText("");
      if (!BINDING.matcher(name).matches()) {
        return Optional.of(
            "The binding name "
                + name
                + " is invalid. Please assign a valid name"
                + " to the binding.");
      }
      triggers += type.endsWith("trigger") ? 1 : 0;
      if (!BUILT_IN.contains(type) && host.path("extensionBundle").isMissingNode()) {
        unknown.add(HostedFunction.type(binding));
      }
    }
    if (!unknown.isEmpty()) {
      return Optional.of(
          "The binding type(s) '"
              + String.join(", ", unknown)
              + "' are not"
              + " registered. Please ensure the type is correct and the binding extension is"
              + " installed.");
    }
    return triggers == 1
        ? schedule(function)
        : Optional.of(
            triggers == 0
                ? "No trigger binding specified. A function must have a trigger" + " input binding."
                : "Multiple trigger bindings defined. A function can only have a"
                    + " single trigger binding.");
  }

  /** As {@code TimerSchedule.Create} refuses it; references to settings are not followed here. */
  private static Optional<String> schedule(HostedFunction function) {
    try {
      function.schedule().ifPresent(Ncrontab::of);
      return Optional.empty();
    } catch (IllegalArgumentException none) {
      return Optional.of(
          "The schedule expression '"
              + function.schedule().orElse("")
              + "' was not recognized as a valid cron expression or timespan string.");
    }
  }

  private static List<HostedFunction> withoutTwins(List<HostedFunction> functions) {
    Set<String> names = new HashSet<>();
    List<HostedFunction> all = new ArrayList<>();
    for (HostedFunction each : functions) {
      boolean first = names.add(each.name().toLowerCase(Locale.ROOT));
      all.add(first ? each : each.failed("The function name '" + each.name() + "' is not unique."));
    }
    return all;
  }

  /** Before every route; {@code api} where {@code host.json} says nothing. */
  String routePrefix() {
    return hostJson.path("extensions").path("http").path("routePrefix").asText("api");
  }

  /**
   * How many messages of Service Bus are handled at once; 16 where {@code host.json} says nothing.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings">host.json</a>
   */
  int messagesAtOnce() {
    return hostJson.path("extensions").path("serviceBus").path("maxConcurrentCalls").asInt(16);
  }

  /** Thirty minutes where nobody says ({@code ScriptJobHostOptionsSetup}). */
  Duration timeout() {
    String text = hostJson.path("functionTimeout").asText("00:30:00");
    if (text.equals("-1")) {
      return Duration.ofDays(1);
    }
    return TimeSpan.of(text);
  }
}
