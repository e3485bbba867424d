package dev.portolan.provider.azure.identity;

import dev.portolan.provider.azure.wire.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key vault.
 *
 * @param roles whether roles open its secrets; else policies of its own do, all of them or none
 * @param readers whom its policies let read secrets, by their object ids
 */
public record Vault(String id, String name, boolean roles, Set<String> readers) {
  static Vault of(Map<String, ?> told) {
    Map<String, ?> properties = Json.object(told, "properties");
    Set<String> readers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map<String, ?> policy : Json.objects(properties, "accessPolicies")) {
      boolean reads =
          Json.texts(Json.object(policy, "permissions"), "secrets").stream()
              .anyMatch(each -> each.equalsIgnoreCase("get") || each.equalsIgnoreCase("all"));
      if (reads) {
        readers.add(Json.text(policy, "objectId"));
      }
    }
    return new Vault(
        Json.text(told, "id"),
        Json.text(told, "name"),
        Boolean.TRUE.equals(properties.get("enableRbacAuthorization")),
        readers);
  }

  /** The scope of one secret. */
  public String secret(String secret) {
    return id + "/secrets/" + secret;
  }
}
