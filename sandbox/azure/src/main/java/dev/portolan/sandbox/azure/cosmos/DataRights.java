package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who may do what with the data of an account: roles and assignments of Cosmos DB's own. Who gets
 * one is looked for in the directory while the operation runs.
 *
 * <p>specification/cosmos-db/resource-manager/Microsoft.DocumentDB/stable/2024-11-15/rbac.json
 */
public final class DataRights implements Provider {
  public static final Kind ASSIGNMENTS =
      new Kind("sqlRoleAssignments", "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments");

  /** Cosmos DB Built-in Data Contributor. */
  static final String WRITER = "00000000-0000-0000-0000-000000000002";

  /** Cosmos DB Built-in Data Reader. */
  static final String READER = "00000000-0000-0000-0000-000000000001";

  private static final String USABLE = "$usable";
  private static final String GUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private final Supplier<Delays> delays;

  public DataRights(Supplier<Delays> delays) {
    this.delays = delays;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of(CosmosAccounts.PROVIDER, CosmosAccounts.VERSIONS);
    routes
        .below(CosmosAccounts.ONE + "/sqlRoleAssignments")
        .get("SqlResources_ListSqlRoleAssignments", "", DataRights::list)
        .get("SqlResources_GetSqlRoleAssignment", "/{assignment}", DataRights::get)
        .put(
            "SqlResources_CreateUpdateSqlRoleAssignment",
            "/{assignment}",
            "properties{roleDefinitionId scope principalId}",
            this::put)
        .delete("SqlResources_DeleteSqlRoleAssignment", "/{assignment}", this::delete);
    return routes;
  }

  private static String id(Call call) {
    return CosmosAccounts.id(call) + "/sqlRoleAssignments/" + call.at("assignment");
  }

  private static WireResponse list(Call call) {
    CosmosAccounts.existing(call);
    return Answers.list(
        ASSIGNMENTS.within(call.tree(), CosmosAccounts.id(call)).stream()
            .map(Hidden::without)
            .toList());
  }

  private static WireResponse get(Call call) {
    CosmosAccounts.existing(call);
    return Answers.ok(
        Hidden.without(
            ASSIGNMENTS
                .find(call.tree(), id(call))
                .orElseThrow(() -> CosmosError.NO_ASSIGNMENT.refusal(call.at("assignment")))));
  }

  private WireResponse put(Call call) {
    CosmosAccounts.existing(call);
    String account = CosmosAccounts.id(call);
    JsonNode wanted = call.body().path("properties");
    if (!call.at("assignment").matches(GUID)) {
      throw CosmosError.ASSIGNMENT_ID.refusal(call.at("assignment"));
    }
    String role = wanted.path("roleDefinitionId").asText();
    if (!ArmId.within(account + "/sqlRoleDefinitions", role)
        || !Set.of(READER, WRITER).contains(ArmId.name(role))) {
      throw CosmosError.NO_ROLE.refusal(role);
    }
    String scope = wanted.path("scope").asText();
    if (!ArmId.within(account, scope)
        || !scope.substring(account.length()).matches("(/dbs/[^/]+(/colls/[^/]+)?)?")) {
      throw CosmosError.SCOPE.refusal(scope);
    }
    ObjectNode assignment = call.tree().objectNode();
    assignment.put("id", id(call)).put("name", call.at("assignment"));
    assignment.put("type", ASSIGNMENTS.type()).set("properties", wanted.deepCopy());
    assignment.put(USABLE, call.now().plus(delays.get().rights()).toString());
    return CosmosAccounts.begin(call, ASSIGNMENTS, id(call), assignment, delays.get().operation());
  }

  private WireResponse delete(Call call) {
    return ASSIGNMENTS.has(call.tree(), id(call))
        ? CosmosAccounts.begin(call, ASSIGNMENTS, id(call), null, delays.get().operation())
        : Answers.empty(204);
  }

  /** Has what was promised be there, or no more. */
  static Optional<ArmRefusal> settle(ObjectNode tree, String id, JsonNode resource, Instant now) {
    if (!resource.isObject()) {
      ASSIGNMENTS.remove(tree, id);
      return Optional.empty();
    }
    String principal = resource.at("/properties/principalId").asText();
    if (!Identities.knows(tree, principal, now)) {
      return Optional.of(CosmosError.NO_PRINCIPAL.refusal(principal, ArmId.TENANT));
    }
    ASSIGNMENTS.put(tree, id, (ObjectNode) resource);
    return Optional.empty();
  }

  /** Whether a principal has one of these roles at a container, or above. */
  static boolean holds(
      ObjectNode tree, Instant now, String principal, String container, Set<String> roles) {
    String at =
        container
            .replaceFirst("(?i)/sqlDatabases/", "/dbs/")
            .replaceFirst("(?i)/containers/", "/colls/");
    return ASSIGNMENTS.all(tree).stream()
        .filter(each -> Hidden.isDue(each, USABLE, now))
        .map(each -> each.path("properties"))
        .anyMatch(
            each ->
                each.path("principalId").asText().equals(principal)
                    && ArmId.within(each.path("scope").asText(), at)
                    && roles.contains(ArmId.name(each.path("roleDefinitionId").asText())));
  }

  /** Lets go of those in an account. */
  static void drop(ObjectNode tree, String account) {
    ASSIGNMENTS
        .within(tree, account)
        .forEach(each -> ASSIGNMENTS.remove(tree, each.path("id").asText()));
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    drop(tree, group);
  }
}
