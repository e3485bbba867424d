package dev.portolan.provider.azure.cosmos;

import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody may do with the items of one container. Cosmos DB has roles and assignments of its
 * own for this, below the account. The name of one that we make is derived from the others, so that
 * the same is never assigned twice, and is known for ours.
 *
 * @param container the resource id of the container
 * @param role the last part of the id of a role
 * @param principal the object id of who has it
 * @see <a
 *     href="https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-grant-data-plane-access">Role
 *     definitions and assignments of the data plane</a>
 */
public record DataRight(String container, String role, String principal) {
  /**
   * Cosmos DB Built-in Data Reader: reads items and the change feed, and what the container is made
   * of.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-roles">Built-in
   *     roles</a>
   */
  public static final String READER = "00000000-0000-0000-0000-000000000001";

  /** Cosmos DB Built-in Data Contributor: writes and deletes items besides. */
  public static final String CONTRIBUTOR = "00000000-0000-0000-0000-000000000002";

  private static final Pattern BELOW = Pattern.compile("(?i)(.*?/databaseAccounts/[^/]+)(.*)");

  /** One that is there, wherever in the account it is. */
  public record Held(String id, String scope, String role, String principal) {
    static Held of(Map<String, ?> told) {
      Map<String, ?> properties = Json.object(told, "properties");
      return new Held(
          Json.text(told, "id"),
          Json.text(properties, "scope"),
          Json.text(properties, "roleDefinitionId"),
          Json.text(properties, "principalId"));
    }

    /** Whether we made it: its name is the one that we derive. */
    public boolean made() {
      return Place.last(id).equalsIgnoreCase(name(scope, Place.last(role), principal));
    }

    /** The account that it is in. */
    public String account() {
      return id.replaceFirst("(?i)/sqlRoleAssignments/.*", "");
    }

    /** Whether it is at a container, and neither above nor elsewhere. */
    public boolean isAt(String container) {
      return key(scope).equals(key(container));
    }

    /** Whether it lets somebody do what a right says, by whatever name. */
    boolean gives(DataRight right) {
      return principal.equalsIgnoreCase(right.principal)
          && isAt(right.container)
          && (role.endsWith("/" + right.role) || role.endsWith("/" + CONTRIBUTOR));
    }
  }

  private static String name(String scope, String role, String principal) {
    return Assignment.named(key(scope) + ("|" + principal + "|" + role).toLowerCase(Locale.ROOT));
  }

  /**
   * What two ids or scopes of the same have in common. Accounts and groups are the same in any case
   * of their letters, as all of Azure's are; databases and containers are data's own names, which
   * differ by it.
   *
   * @see <a href="https://learn.microsoft.com/azure/cosmos-db/how-to-create-container">Create a
   *     container: there may be two "with the same name but different casing"</a>
   */
  public static String key(String id) {
    Matcher parts = BELOW.matcher(scope(id));
    return parts.matches()
        ? parts.group(1).toLowerCase(Locale.ROOT) + parts.group(2)
        : id.toLowerCase(Locale.ROOT);
  }

  /** The account that it is in. */
  public static String account(String container) {
    return container.replaceFirst("(?i)/sqlDatabases/.*", "");
  }

  /**
   * The key of steps that write below the account of a container, which takes one operation at a
   * time: those of one run wait for each other, and are not refused.
   */
  public static String lane(String container) {
    return "cosmos:" + account(container).toLowerCase(Locale.ROOT);
  }

  /** A container as assignments name it: by the names that its data have. */
  static String scope(String container) {
    return container
        .replaceFirst("(?i)/sqlDatabases/", "/dbs/")
        .replaceFirst("(?i)/containers/", "/colls/");
  }

  String scope() {
    return scope(container);
  }

  /** Its resource id. */
  String id() {
    String name = name(scope(), role, principal);
    return account(container) + "/sqlRoleAssignments/" + name;
  }

  /** Whether it is the same as one that is there, which we made. */
  public boolean is(Held held) {
    return held.id().equalsIgnoreCase(id());
  }

  /** Whether somebody has it already, by whatever name. */
  public boolean in(List<Held> all) {
    return all.stream().anyMatch(each -> each.gives(this));
  }

  Map<String, Object> body() {
    return Map.of(
        "properties",
        Map.of(
            "roleDefinitionId",
            account(container) + "/sqlRoleDefinitions/" + role,
            "scope",
            scope(),
            "principalId",
            principal));
  }
}
