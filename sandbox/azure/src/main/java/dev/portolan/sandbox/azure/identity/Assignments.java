package dev.portolan.sandbox.azure.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.Whims;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Role assignments. What one allows is known to the services a while after.
 *
 * <p>specification/authorization/resource-manager/Microsoft.Authorization/Authorization/stable/2022-04-01
 */
public final class Assignments implements Provider {
  public static final Kind ASSIGNMENTS =
      new Kind("roleAssignments", "Microsoft.Authorization/roleAssignments");

  static final String USABLE = "$usable";
  private static final String TYPE = "/{scope+}/providers/" + ASSIGNMENTS.type();
  private static final String GUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  private static final String SHAPE =
      "properties{scope roleDefinitionId principalId principalType description condition"
          + " conditionVersion delegatedManagedIdentityResourceId}";

  private final List<Kind> scopes;
  private final Supplier<Delays> delays;
  private final Whims whims;

  /** Of resources of these kinds, of groups and of the subscription. */
  public Assignments(List<Kind> scopes, Supplier<Delays> delays, Whims whims) {
    this.scopes = List.copyOf(scopes);
    this.delays = delays;
    this.whims = whims;
  }

  @Override
  public Routes routes() {
    String one = TYPE + "/{assignment}";
    return Routes.of("Microsoft.Authorization", "2022-04-01")
        .get("RoleAssignments_ListForScope", TYPE, this::list)
        .put("RoleAssignments_Create", one, SHAPE, this::put)
        .get("RoleAssignments_Get", one, call -> Answers.ok(Hidden.without(existing(call))))
        .delete("RoleAssignments_Delete", one, this::delete);
  }

  private static String id(Call call) {
    return call.at("scope") + "/providers/" + ASSIGNMENTS.type() + "/" + call.at("assignment");
  }

  private static ObjectNode existing(Call call) {
    return ASSIGNMENTS
        .find(call.tree(), id(call))
        .filter(each -> Hidden.isDue(each, Hidden.APPEARS, call.now()))
        .orElseThrow(() -> IdentityError.NO_ASSIGNMENT.refusal(call.at("assignment")));
  }

  private WireResponse list(Call call) {
    String scope = call.at("scope");
    AssignmentFilter filter = AssignmentFilter.of(call.parameter("$filter").orElse(""));
    return Answers.list(
        ASSIGNMENTS.all(call.tree()).stream()
            .filter(each -> Hidden.isDue(each, Hidden.APPEARS, call.now()))
            .filter(each -> filter.takes(each.path("properties"), scope))
            .map(Hidden::without)
            .toList());
  }

  private WireResponse put(Call call) {
    if (!call.at("assignment").matches(GUID)) {
      throw IdentityError.ASSIGNMENT_ID.refusal(call.at("assignment"));
    }
    requireScope(call);
    JsonNode wanted = call.body().path("properties");
    String role = wanted.path("roleDefinitionId").asText();
    if (Role.of(role).isEmpty()) {
      throw IdentityError.NO_ROLE.refusal(ArmId.name(role));
    }
    Optional<ObjectNode> held = ASSIGNMENTS.find(call.tree(), id(call));
    if (held.isPresent()) {
      if (!isSame(held.get().path("properties"), wanted)) {
        throw IdentityError.UPDATE.refusal();
      }
      return Answers.ok(Hidden.without(held.get()));
    }
    requirePrincipal(call, wanted);
    requireNew(call, wanted);
    ObjectNode assignment = assignment(call, wanted);
    ASSIGNMENTS.put(call.tree(), id(call), assignment);
    return Answers.json(201, Hidden.without(assignment));
  }

  private void requireScope(Call call) {
    String scope = call.at("scope");
    boolean there =
        ArmId.same(scope, ArmId.subscription())
            || scope.matches("(?i).*/providers/Microsoft\\.KeyVault/vaults/[^/]+(/secrets/[^/]+)?")
            || scopes.stream().anyMatch(kind -> kind.has(call.tree(), scope));
    if (!there) {
      throw CommonError.NO_RESOURCE.refusal(
          scope.replaceFirst("(?i)^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/", ""),
          ArmId.groupName(scope));
    }
  }

  private void requirePrincipal(Call call, JsonNode wanted) {
    String principal = wanted.path("principalId").asText();
    if (principal.equals(Caller.DEPLOYER)) {
      return;
    }
    String type = wanted.path("principalType").asText();
    Optional<ObjectNode> identity = Identities.principal(call.tree(), principal);
    // told what it is, Azure does not look it up
    boolean lookedUp = type.isEmpty() || whims.doubtsPrincipals();
    boolean known =
        identity.isPresent() && (!lookedUp || Identities.isKnown(identity.get(), call.now()));
    if (!known) {
      throw IdentityError.NO_PRINCIPAL.refusal(principal.replace("-", ""), ArmId.TENANT);
    }
    if (!type.isEmpty() && !type.equals("ServicePrincipal")) {
      throw IdentityError.PRINCIPAL_TYPE.refusal(principal, "ServicePrincipal", type);
    }
  }

  private static void requireNew(Call call, JsonNode wanted) {
    for (ObjectNode each : ASSIGNMENTS.all(call.tree())) {
      if (ArmId.same(each.path("properties").path("scope").asText(), call.at("scope"))
          && isSame(each.path("properties"), wanted)) {
        throw IdentityError.EXISTS.refusal(each.path("name").asText().replace("-", ""));
      }
    }
  }

  private static boolean isSame(JsonNode held, JsonNode wanted) {
    return held.path("principalId").asText().equals(wanted.path("principalId").asText())
        && ArmId.name(held.path("roleDefinitionId").asText())
            .equals(ArmId.name(wanted.path("roleDefinitionId").asText()));
  }

  private ObjectNode assignment(Call call, JsonNode wanted) {
    ObjectNode assignment = call.tree().objectNode();
    assignment.put("id", id(call)).put("name", call.at("assignment"));
    assignment.put("type", ASSIGNMENTS.type());
    assignment
        .putObject("properties")
        .put(
            "roleDefinitionId",
            Role.of(wanted.path("roleDefinitionId").asText()).orElseThrow().id())
        .put("principalId", wanted.path("principalId").asText())
        .put("principalType", wanted.path("principalType").asText("ServicePrincipal"))
        .put("scope", call.at("scope"))
        .put("createdOn", call.now().toString());
    assignment.put(Hidden.APPEARS, call.now().plus(delays.get().readable()).toString());
    assignment.put(USABLE, call.now().plus(delays.get().rights()).toString());
    return assignment;
  }

  private WireResponse delete(Call call) {
    Optional<ObjectNode> held = ASSIGNMENTS.find(call.tree(), id(call));
    held.ifPresent(each -> ASSIGNMENTS.remove(call.tree(), id(call)));
    return held.map(each -> Answers.ok(Hidden.without(each))).orElseGet(() -> Answers.empty(204));
  }

  /** Lets go of those at a scope that is no longer there, and in it. */
  public static void drop(ObjectNode tree, String scope) {
    for (ObjectNode each : ASSIGNMENTS.all(tree)) {
      if (ArmId.within(scope, each.path("properties").path("scope").asText())) {
        ASSIGNMENTS.remove(tree, each.path("id").asText());
      }
    }
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    drop(tree, group);
  }
}
