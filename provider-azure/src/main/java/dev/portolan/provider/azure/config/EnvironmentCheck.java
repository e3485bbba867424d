package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which variables an app's settings can hold that are Azure's own or would mean something else. */
final class EnvironmentCheck {
  /**
   * Names that begin so are the platform's, the host's, or lay over its {@code host.json}.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-app-settings">Functions</a>
   * @see <a href="https://learn.microsoft.com/azure/app-service/reference-app-settings">App
   *     Service</a>
   */
  private static final List<String> RESERVED =
      List.of(
          "appsetting_",
          "azurefunctionsjobhost",
          "azurefunctionswebhost",
          "azurewebjobs",
          "azure_functions_",
          "container_",
          "docker_",
          "functions_",
          "languageworkers",
          "scm_",
          "website_",
          "websites_");

  private static final Set<String> EXACTLY =
      Set.of(
          "enable_oryx_build",
          "build_flags",
          "xdg_cache_home",
          "identity_endpoint",
          "identity_header",
          "msi_endpoint",
          "msi_secret",
          "java_home",
          "home",
          "path",
          "port",
          "tz");

  /** What the host's container has besides; a function may lay over these. */
  private static final Set<String> CONTAINERS =
      Set.of("hostname", "lang", "pwd", "region_name", "user");

  private EnvironmentCheck() {}

  /** Whether the host finds a variable of this name, in lower case, that nobody gave it. */
  static boolean isFound(String lower) {
    return isPlatforms(lower) || CONTAINERS.contains(lower);
  }

  /** Whether the platform, or its host, has a variable of this name, in lower case. */
  static boolean isPlatforms(String lower) {
    return EXACTLY.contains(lower) || RESERVED.stream().anyMatch(lower::startsWith);
  }

  static void add(FunctionSpec function, List<Problem> problems) {
    Map<String, String> folded = new HashMap<>();
    function
        .environment()
        .forEach(
            (name, value) -> {
              String where = function.name() + ": environment." + name;
              String lower = name.toLowerCase(Locale.ROOT);
              String other = folded.putIfAbsent(lower, name);
              if (other != null) {
                problems.add(
                    Problem.of(
                        where,
                        "Azure does not tell it from " + other,
                        "let the names differ by more than their case"));
              }
              if (isPlatforms(lower)) {
                problems.add(
                    Problem.of(where, "Azure sets this variable itself", "use another name"));
              } else if (name.contains("__")) {
                problems.add(
                    Problem.of(
                        where,
                        "two underscores part the levels of Azure's own configuration",
                        "use one"));
              }
              value(where, value, problems);
            });
  }

  private static void value(String where, String value, List<Problem> problems) {
    if (SecretReference.malformed(value)) {
      problems.add(
          Problem.of(
              where,
              "is no reference to a secret",
              "write secret://name or secret://name#version, the name in letters, digits and"
                  + " dashes, the version as Key Vault gives it: 32 hex digits"));
    } else if (SecretReference.PLATFORM.matcher(value).matches()) {
      problems.add(
          Problem.of(
              where,
              "App Service would put something else in its place",
              "write secret://name for a secret"));
    }
  }
}
