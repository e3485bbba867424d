package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.identity.Assignments;
import dev.portolan.sandbox.azure.plane.Addresses;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.CommonError;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Locations;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import dev.portolan.sandbox.azure.wire.TakenNames;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Storage accounts. The creation of one is an operation.
 *
 * <p>specification/storage/resource-manager/Microsoft.Storage/stable/2025-06-01/storage.json
 */
public final class Accounts implements Provider {
  public static final Kind ACCOUNTS =
      new Kind("storageAccounts", "Microsoft.Storage/storageAccounts");

  private static final String CREATION = "createStorageAccount";
  private static final String ONE = "/{account}";
  private static final String ENDPOINTS = "primaryEndpoints";

  private final Addresses addresses;
  private final Supplier<Delays> delays;
  private final BiConsumer<ObjectNode, String> gone;

  /** {@code gone} hears the id of each that is deleted, with the state. */
  public Accounts(
      Addresses addresses, Supplier<Delays> delays, BiConsumer<ObjectNode, String> gone) {
    this.addresses = addresses;
    this.delays = delays;
    this.gone = gone;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Storage", "2025-06-01");
    Routes provider = routes.below("/subscriptions/{subscription}/providers/Microsoft.Storage");
    provider
        .ask(
            "StorageAccounts_CheckNameAvailability",
            "/checkNameAvailability",
            "name type",
            this::checkName)
        .get("StorageAccounts_List", "/storageAccounts", this::list)
        .poll(
            "StorageAccounts_Result",
            "/locations/{location}/asyncoperations/{operation}",
            this::result);
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}"
                + "/providers/Microsoft.Storage/storageAccounts")
        .get("StorageAccounts_ListByResourceGroup", "", this::list)
        .put("StorageAccounts_Create", ONE, AccountBody.SHAPE, this::put)
        .patch("StorageAccounts_Update", ONE, AccountBody.SHAPE, this::patch)
        .get("StorageAccounts_GetProperties", ONE, call -> Answers.ok(told(existing(call))))
        .delete("StorageAccounts_Delete", ONE, this::delete);
    return routes;
  }

  private static String id(Call call) {
    return ArmId.of(call.group(), ACCOUNTS.type(), call.at("account"));
  }

  /** The account that a call's path names, or a refusal. */
  static ObjectNode existing(Call call) {
    return ACCOUNTS
        .find(call.tree(), id(call))
        .orElseThrow(
            () ->
                CommonError.NO_RESOURCE.refusal(
                    ACCOUNTS.type() + "/" + call.at("account"), call.at("group")));
  }

  /** The account of this name, wherever it is. */
  public static Optional<ObjectNode> named(ObjectNode tree, String name) {
    return ACCOUNTS.all(tree).stream()
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst();
  }

  private static boolean isValid(String name) {
    return name.matches("[a-z0-9]{3,24}");
  }

  private WireResponse checkName(Call call) {
    String name = call.body().path("name").asText();
    ObjectNode told = call.tree().objectNode();
    if (!isValid(name)) {
      String message = StorageError.NAME.refusal(name).getMessage();
      return Answers.ok(
          told.put("nameAvailable", false)
              .put("reason", "AccountNameInvalid")
              .put("message", message));
    }
    boolean taken =
        named(call.tree(), name).isPresent() || TakenNames.has(call.tree(), ACCOUNTS.type(), name);
    told.put("nameAvailable", !taken);
    if (taken) {
      told.put("reason", "AlreadyExists")
          .put("message", StorageError.TAKEN.refusal(name).getMessage());
    }
    return Answers.ok(told);
  }

  /** Puts one there that somebody made, of a kind. */
  public static ObjectNode keep(
      ObjectNode tree, String group, String location, String name, String kind) {
    String id = ArmId.of(ArmId.group(group), ACCOUNTS.type(), name);
    ObjectNode account = tree.objectNode().put("kind", kind).put("id", id).put("name", name);
    account.put("type", ACCOUNTS.type()).put("location", location);
    account.putObject("sku").put("name", "Standard_LRS").put("tier", "Standard");
    account.putObject("tags");
    AccountBody.defaults(account.putObject("properties"), Instant.EPOCH);
    account.withObjectProperty("properties").put("provisioningState", "Succeeded");
    ACCOUNTS.put(tree, id, account);
    return account;
  }

  /** Has one tell this address for its blobs. */
  public static void keepEndpoint(ObjectNode tree, String group, String name, String blobs) {
    ACCOUNTS
        .find(tree, ArmId.of(ArmId.group(group), ACCOUNTS.type(), name))
        .orElseThrow()
        .withObjectProperty("properties")
        .putObject(ENDPOINTS)
        .put("blob", blobs);
  }

  private WireResponse list(Call call) {
    String scope = call.places().containsKey("group") ? call.group() : ArmId.subscription();
    return Answers.list(ACCOUNTS.within(call.tree(), scope).stream().map(this::told).toList());
  }

  private WireResponse put(Call call) {
    String name = call.at("account");
    if (!isValid(name)) {
      throw StorageError.NAME.refusal(name);
    }
    Optional<ObjectNode> held = ACCOUNTS.find(call.tree(), id(call));
    if (held.isPresent()) {
      return replace(call, held.get());
    }
    if (TakenNames.has(call.tree(), ACCOUNTS.type(), name)) {
      throw StorageError.TAKEN.refusal(name);
    }
    if (named(call.tree(), name).isPresent()) {
      throw StorageError.OTHER_GROUP.refusal(name);
    }
    String location = Locations.required(call, ACCOUNTS.type());
    ObjectNode account = call.tree().objectNode();
    account.set("sku", AccountBody.sku(call));
    account.put("kind", AccountBody.kind(call)).put("id", id(call)).put("name", name);
    account.put("type", ACCOUNTS.type()).put("location", location);
    account.putObject("tags");
    AccountBody.defaults(account.putObject("properties"), call.now());
    AccountBody.accept(account, call.body());
    ACCOUNTS.put(call.tree(), id(call), account);
    Operations.Pending creation =
        Operations.begin(
            call.tree(), CREATION, id(call), Operations.in(call, delays.get().operation()));
    return Answers.empty(202)
        .with("Location", result(call, location, creation.id()))
        .with("Retry-After", "17");
  }

  private static String result(Call call, String location, String operation) {
    return call.origin()
        + ArmId.subscription()
        + "/providers/Microsoft.Storage/locations/"
        + location
        + "/asyncoperations/"
        + operation
        + "?monitor=true&api-version="
        + call.apiVersion();
  }

  private WireResponse replace(Call call, ObjectNode held) {
    if (held.path("properties").path("provisioningState").asText().equals("Creating")) {
      throw StorageError.IN_PROGRESS.refusal();
    }
    String location = Locations.required(call, ACCOUNTS.type());
    if (!held.path("location").asText().equals(location)) {
      throw CommonError.OTHER_LOCATION.refusal(
          call.at("account"), held.path("location").asText(), call.at("group"), location);
    }
    held.set("sku", AccountBody.sku(call));
    AccountBody.accept(held, call.body());
    return Answers.ok(told(held));
  }

  private WireResponse patch(Call call) {
    ObjectNode account = existing(call);
    AccountBody.accept(account, call.body());
    return Answers.ok(told(account));
  }

  private WireResponse delete(Call call) {
    Optional<ObjectNode> held = ACCOUNTS.find(call.tree(), id(call));
    held.ifPresent(account -> remove(call.tree(), account));
    return Answers.empty(held.isPresent() ? 200 : 204);
  }

  private void remove(ObjectNode tree, ObjectNode account) {
    String id = account.path("id").asText();
    Containers.CONTAINERS.within(tree, id).forEach(each -> Containers.remove(tree, each));
    ACCOUNTS.remove(tree, id);
    Assignments.drop(tree, id);
    gone.accept(tree, id);
  }

  private WireResponse result(Call call) {
    if (!Operations.done(call)) {
      return Answers.empty(202).with("Location", call.url()).with("Retry-After", "17");
    }
    JsonNode target = call.tree().path("operations").path(call.at("operation")).path("target");
    return ACCOUNTS
        .find(call.tree(), target.asText())
        .map(account -> Answers.ok(told(account)))
        .orElseThrow(() -> CommonError.NO_OPERATION.refusal(call.at("operation")));
  }

  private ObjectNode told(ObjectNode account) {
    ObjectNode told = account.deepCopy();
    ObjectNode properties = told.withObjectProperty("properties");
    properties.put("primaryLocation", account.path("location").asText());
    boolean made = !properties.path("provisioningState").asText().equals("Creating");
    if (made && !properties.has(ENDPOINTS)) {
      endpoints(account, properties.putObject(ENDPOINTS));
    }
    return told;
  }

  /**
   * A premium account for file shares has "Azure Files only".
   *
   * @see <a href="https://learn.microsoft.com/azure/storage/common/storage-account-overview">Types
   *     of storage accounts</a>
   */
  private void endpoints(ObjectNode account, ObjectNode endpoints) {
    String name = account.path("name").asText();
    if (account.path("kind").asText().equals("FileStorage")) {
      endpoints.put("file", "https://" + name + ".file.core.windows.net/");
    } else {
      endpoints.put("blob", addresses.blobs(name));
    }
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, CREATION, now)) {
      ACCOUNTS
          .find(tree, pending.target())
          .ifPresent(
              account ->
                  account.withObjectProperty("properties").put("provisioningState", "Succeeded"));
      Operations.succeed(tree, pending.id());
    }
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    ACCOUNTS.within(tree, group).forEach(account -> remove(tree, account));
  }
}
