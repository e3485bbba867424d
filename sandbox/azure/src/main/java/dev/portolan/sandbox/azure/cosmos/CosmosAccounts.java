package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmRefusal;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Accounts of Cosmos DB, which somebody else makes. What is written below one is an operation, of
 * which an account takes one at a time.
 *
 * <p>specification/cosmos-db/resource-manager/Microsoft.DocumentDB/stable/2024-11-15/cosmos-db.json
 */
public final class CosmosAccounts implements Provider {
  public static final Kind ACCOUNTS =
      new Kind("cosmosAccounts", "Microsoft.DocumentDB/databaseAccounts");

  static final String PROVIDER = "Microsoft.DocumentDB";
  static final String[] VERSIONS = {"2024-11-15", "2025-04-15"};

  /** Path of one. */
  static final String ONE =
      "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.DocumentDB"
          + "/databaseAccounts/{account}";

  /** What operations here are called in the state. */
  private static final String WRITE = "writeCosmos";

  /** What they bring about when they end. */
  private static final String PENDING = "cosmosPending";

  @Override
  public Routes routes() {
    Routes routes = Routes.of(PROVIDER, VERSIONS);
    routes.get(
        "DatabaseAccounts_List",
        "/subscriptions/{subscription}/providers/Microsoft.DocumentDB/databaseAccounts",
        call -> Answers.list(ACCOUNTS.all(call.tree())));
    routes.poll(
        "DatabaseAccounts_Operation",
        "/subscriptions/{subscription}/providers/Microsoft.DocumentDB/locations/{location}"
            + "/operationsStatus/{operation}",
        Operations::status);
    return routes;
  }

  /**
   * Puts an account there.
   *
   * @param kind {@code GlobalDocumentDB}, {@code MongoDB} …
   */
  public static void keep(
      ObjectNode tree, String group, String location, String name, String kind) {
    String id = ArmId.of(ArmId.group(group), ACCOUNTS.type(), name);
    if (!ACCOUNTS.has(tree, id)) {
      ObjectNode account = tree.objectNode().put("id", id).put("name", name);
      account.put("type", ACCOUNTS.type()).put("location", location).put("kind", kind);
      ObjectNode properties = account.putObject("properties");
      properties.put("provisioningState", "Succeeded").put("disableLocalAuth", true);
      properties.put("documentEndpoint", "https://" + name + ".documents.azure.com:443/");
      properties.putArray("capabilities").addObject().put("name", "EnableServerless");
      ACCOUNTS.put(tree, id, account);
    }
  }

  static Optional<ObjectNode> named(ObjectNode tree, String name) {
    return ACCOUNTS.all(tree).stream()
        .filter(each -> each.path("name").asText().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The account whose data are reached there. */
  static Optional<ObjectNode> at(ObjectNode tree, String endpoint) {
    return ACCOUNTS.all(tree).stream()
        .filter(each -> each.at("/properties/documentEndpoint").asText().equalsIgnoreCase(endpoint))
        .findFirst();
  }

  static String id(Call call) {
    return ArmId.of(call.group(), ACCOUNTS.type(), call.at("account"));
  }

  static ObjectNode existing(Call call) {
    return ACCOUNTS
        .find(call.tree(), id(call))
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    ACCOUNTS.type() + "/" + call.at("account"), call.at("group")));
  }

  /**
   * Begins to have a resource be there, or no more.
   *
   * @param kind part of the state that holds those of its kind
   * @param resource what is to be there; {@code null} for none
   */
  static WireResponse begin(Call call, Kind kind, String id, ObjectNode resource, Duration takes) {
    ObjectNode account = existing(call);
    if (Operations.about(call.tree(), id(call)).isPresent()) {
      throw CosmosError.BUSY.refusal(call.at("account"));
    }
    Operations.Pending pending =
        Operations.begin(call.tree(), WRITE, id(call), Operations.in(call, takes));
    ObjectNode promise = call.tree().withObjectProperty(PENDING).putObject(pending.id());
    promise.put("part", kind.part()).put("id", id).set("resource", resource);
    String at =
        call.origin()
            + ArmId.subscription()
            + "/providers/Microsoft.DocumentDB/locations/"
            + account.path("location").asText()
            + "/operationsStatus/"
            + pending.id()
            + "?api-version="
            + call.apiVersion();
    return Answers.json(202, call.tree().objectNode().put("status", "Enqueued"))
        .with("Azure-AsyncOperation", at);
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, WRITE, now)) {
      ObjectNode promise = (ObjectNode) tree.withObjectProperty(PENDING).remove(pending.id());
      Optional<ArmRefusal> refusal = Optional.empty();
      if (promise != null) {
        refusal = kept(tree, promise, now);
      }
      if (refusal.isPresent()) {
        Operations.fail(tree, pending.id(), refusal.get());
      } else {
        Operations.succeed(tree, pending.id());
      }
    }
  }

  private static Optional<ArmRefusal> kept(ObjectNode tree, ObjectNode promise, Instant now) {
    String id = promise.path("id").asText();
    if (promise.path("part").asText().equals(DataRights.ASSIGNMENTS.part())) {
      return DataRights.settle(tree, id, promise.path("resource"), now);
    }
    SqlContainers.settle(tree, promise.path("part").asText(), id, promise.path("resource"));
    return Optional.empty();
  }

  @Override
  public ArmRefusal busy() {
    return CosmosError.BUSY.refusal("the account");
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    for (ObjectNode each : ACCOUNTS.within(tree, group)) {
      String id = each.path("id").asText();
      SqlContainers.drop(tree, id);
      DataRights.drop(tree, id);
      ACCOUNTS.remove(tree, id);
    }
  }
}
