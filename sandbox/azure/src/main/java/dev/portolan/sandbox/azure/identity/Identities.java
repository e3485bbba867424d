package dev.portolan.sandbox.azure.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * User-assigned identities. The directory learns of the principal of one a while after.
 *
 * <p>specification/msi/resource-manager/Microsoft.ManagedIdentity/stable/2024-11-30
 */
public final class Identities implements Provider {
  public static final Kind IDENTITIES =
      new Kind("identities", "Microsoft.ManagedIdentity/userAssignedIdentities");

  private static final String KNOWN = "$known";
  private static final String SHAPE =
      "id name type location tags{*} properties{isolationScope tenantId principalId clientId}";
  private static final String ONE = "/{identity}";

  private final Supplier<Delays> delays;

  public Identities(Supplier<Delays> delays) {
    this.delays = delays;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.ManagedIdentity", "2024-11-30", "2023-01-31");
    String type = "/providers/" + IDENTITIES.type();
    routes
        .below("/subscriptions/{subscription}" + type)
        .get("UserAssignedIdentities_ListBySubscription", "", this::list);
    routes
        .below("/subscriptions/{subscription}/resourceGroups/{group}" + type)
        .get("UserAssignedIdentities_ListByResourceGroup", "", this::list)
        .put("UserAssignedIdentities_CreateOrUpdate", ONE, SHAPE, this::put)
        .patch("UserAssignedIdentities_Update", ONE, SHAPE, this::patch)
        .get("UserAssignedIdentities_Get", ONE, call -> told(existing(call)))
        .delete("UserAssignedIdentities_Delete", ONE, this::delete);
    return routes;
  }

  /** The identity whose principal this is, once the directory knows it. */
  static Optional<ObjectNode> principal(ObjectNode tree, String principal) {
    return IDENTITIES.all(tree).stream()
        .filter(each -> each.path("properties").path("principalId").asText().equals(principal))
        .findFirst();
  }

  /** The principal of the identity that an app calls by this client id; empty for none. */
  public static String principalOf(ObjectNode tree, String client) {
    return IDENTITIES.all(tree).stream()
        .map(each -> each.path("properties"))
        .filter(each -> each.path("clientId").asText().equals(client))
        .map(each -> each.path("principalId").asText())
        .findFirst()
        .orElse("");
  }

  /** The principal of the identity of this id; empty for none. */
  public static String principalAt(ObjectNode tree, String id) {
    return IDENTITIES
        .find(tree, id)
        .map(each -> each.path("properties").path("principalId").asText())
        .orElse("");
  }

  /** Whether the directory knows a principal by now. */
  public static boolean knows(ObjectNode tree, String principal, Instant now) {
    return principal(tree, principal).filter(each -> isKnown(each, now)).isPresent();
  }

  static boolean isKnown(ObjectNode identity, Instant now) {
    return Hidden.isDue(identity, KNOWN, now);
  }

  private static String id(Call call) {
    return ArmId.of(call.group(), IDENTITIES.type(), call.at("identity"));
  }

  private static ObjectNode existing(Call call) {
    return IDENTITIES
        .find(call.tree(), id(call))
        .filter(each -> Hidden.isDue(each, Hidden.APPEARS, call.now()))
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    IDENTITIES.type() + "/" + call.at("identity"), call.at("group")));
  }

  private static WireResponse told(ObjectNode identity) {
    return Answers.ok(Hidden.without(identity));
  }

  private WireResponse list(Call call) {
    String scope = call.places().containsKey("group") ? call.group() : ArmId.subscription();
    return Answers.list(
        IDENTITIES.within(call.tree(), scope).stream()
            .filter(each -> Hidden.isDue(each, Hidden.APPEARS, call.now()))
            .map(Hidden::without)
            .toList());
  }

  private WireResponse put(Call call) {
    String name = call.at("identity");
    if (!name.matches("[A-Za-z0-9][\\w-]{2,127}")) {
      throw IdentityError.NAME.refusal(name);
    }
    String location = Locations.required(call, IDENTITIES.type());
    ObjectNode held = IDENTITIES.find(call.tree(), id(call)).orElse(null);
    if (held != null && !held.path("location").asText().equals(location)) {
      throw CommonError.OTHER_LOCATION.refusal(
          name, held.path("location").asText(), call.at("group"), location);
    }
    ObjectNode identity = held == null ? make(call, location) : held;
    identity.set("tags", call.body().path("tags"));
    if (!identity.path("tags").isObject()) {
      identity.putObject("tags");
    }
    IDENTITIES.put(call.tree(), id(call), identity);
    return Answers.json(held == null ? 201 : 200, Hidden.without(identity));
  }

  private ObjectNode make(Call call, String location) {
    ObjectNode identity = call.tree().objectNode();
    identity.put("id", id(call)).put("name", call.at("identity"));
    identity.put("type", IDENTITIES.type()).put("location", location);
    identity
        .putObject("properties")
        .put("tenantId", ArmId.TENANT)
        .put("principalId", Ids.uuid())
        .put("clientId", Ids.uuid());
    identity.put(Hidden.APPEARS, call.now().plus(delays.get().readable()).toString());
    identity.put(KNOWN, call.now().plus(delays.get().principal()).toString());
    return identity;
  }

  private WireResponse patch(Call call) {
    ObjectNode identity = existing(call);
    if (call.body().path("tags").isObject()) {
      identity.set("tags", call.body().path("tags"));
    }
    return told(identity);
  }

  private WireResponse delete(Call call) {
    return Answers.empty(IDENTITIES.remove(call.tree(), id(call)) ? 200 : 204);
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    IDENTITIES
        .within(tree, group)
        .forEach(each -> IDENTITIES.remove(tree, each.path("id").asText()));
  }
}
