package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.identity.Rights;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a site runs with: its settings, those that refer to a vault with the secret's
 * value. A reference that cannot be followed stays as it stands.
 *
 * <p>https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
 */
public final class Environment {
  private static final String SECRETS = "secrets";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "@Microsoft\\.KeyVault\\((?:SecretUri=https://(?<host>[^.]+)\\.[^/]+/secrets/(?<path>[^/)]+)"
              + "(?:/(?<segment>[^/)]*))?/?"
              + "|VaultName=(?<vault>[^;]+);SecretName=(?<name>[^;)]+)"
              + "(?:;SecretVersion=(?<version>[^)]*))?)\\)");

  private Environment() {}

  /** Puts a version of a secret into a vault; the vault is there with its first. */
  public static void keep(
      ObjectNode tree, String vault, String name, String version, String value) {
    tree.withObjectProperty(SECRETS)
        .put(vault + "/" + name, value)
        .put(vault + "/" + name + "/" + version, value);
  }

  static Map<String, String> of(ObjectNode tree, ObjectNode site, Instant now) {
    Map<String, String> all = new TreeMap<>();
    String name = site.path("name").asText();
    all.put("WEBSITE_SITE_NAME", name);
    all.put("WEBSITE_HOSTNAME", name + ".azurewebsites.net");
    all.put("WEBSITE_OWNER_NAME", ArmId.SUBSCRIPTION + "+flex");
    all.put("WEBSITE_SKU", "FlexConsumption");
    all.put("FUNCTIONS_WORKER_RUNTIME", "java");
    all.put("FUNCTIONS_EXTENSION_VERSION", "~4");
    cors(site, all);
    for (var each : site.path(Web.SETTINGS).properties()) {
      all.put(each.getKey(), resolved(tree, site, now, each.getValue().asText()));
    }
    return all;
  }

  /** {@code HostAssignmentContext.ApplyAppSettings} of the host. */
  private static void cors(ObjectNode site, Map<String, String> all) {
    JsonNode cors = site.path("properties").path("siteConfig").path("cors");
    if (cors.isObject()) {
      boolean credentials = cors.path("supportCredentials").asBoolean();
      all.put("CORS_SUPPORT_CREDENTIALS", credentials ? "True" : "False");
    }
    if (cors.path("allowedOrigins").isArray()) {
      all.put("CORS_ALLOWED_ORIGINS", cors.path("allowedOrigins").toString());
    }
  }

  private static String resolved(ObjectNode tree, ObjectNode site, Instant now, String value) {
    Matcher reference = REFERENCE.matcher(value);
    if (!reference.matches()) {
      return value;
    }
    boolean uri = reference.group("host") != null;
    String vault = reference.group(uri ? "host" : "vault");
    String version = reference.group(uri ? "segment" : "version");
    String name = reference.group(uri ? "path" : "name");
    String secret = vault + "/" + name;
    if (version != null && !version.isEmpty()) {
      secret += "/" + version;
    }
    return mayRead(tree, site, now, vault, name)
        ? tree.path(SECRETS).path(secret).asText(value)
        : value;
  }

  /** References are followed when settings are written, when that is asked for, and once a day. */
  private static boolean mayRead(
      ObjectNode tree, ObjectNode site, Instant now, String vault, String secret) {
    Instant followed =
        site.has(Web.FOLLOWED) ? Instant.parse(site.path(Web.FOLLOWED).asText()) : now;
    String identity = site.path("properties").path("keyVaultReferenceIdentity").asText();
    String principal = Identities.principalAt(tree, identity);
    return !principal.isEmpty() && Rights.mayRead(tree, followed, principal, vault, secret);
  }
}
