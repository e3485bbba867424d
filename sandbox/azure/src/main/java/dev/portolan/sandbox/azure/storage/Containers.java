package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Operations;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Containers of blobs, as the resource manager knows them. The name of one that was deleted is not
 * free at once.
 *
 * <p>specification/storage/resource-manager/Microsoft.Storage/stable/2025-06-01/blob.json
 */
public final class Containers implements Provider {
  public static final Kind CONTAINERS =
      new Kind("containers", "Microsoft.Storage/storageAccounts/blobServices/containers");

  private static final String DELETION = "deleteContainer";
  private static final String SHAPE =
      "properties{publicAccess metadata{*} defaultEncryptionScope denyEncryptionScopeOverride}";
  private static final String ONE = "/{container}";

  private final Supplier<Delays> delays;

  public Containers(Supplier<Delays> delays) {
    this.delays = delays;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of("Microsoft.Storage", "2025-06-01");
    routes
        .below(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage"
                + "/storageAccounts/{account}/blobServices/default/containers")
        .get("BlobContainers_List", "", this::list)
        .put("BlobContainers_Create", ONE, SHAPE, this::put)
        .get("BlobContainers_Get", ONE, this::get)
        .delete("BlobContainers_Delete", ONE, this::delete);
    return routes;
  }

  static String id(String account, String container) {
    return account + "/blobServices/default/containers/" + container;
  }

  private static String id(Call call) {
    return id(Accounts.existing(call).path("id").asText(), call.at("container"));
  }

  /** Puts one into an account, unless it is there. */
  public static void keep(ObjectNode tree, String account, String name) {
    String id = id(Accounts.named(tree, account).orElseThrow().path("id").asText(), name);
    if (!CONTAINERS.has(tree, id)) {
      ObjectNode container = tree.objectNode().put("id", id).put("name", name);
      container.put("type", CONTAINERS.type()).put("etag", Ids.etag());
      container.putObject("properties").put("publicAccess", "None").put("deleted", false);
      CONTAINERS.put(tree, id, container);
    }
  }

  private WireResponse list(Call call) {
    String account = Accounts.existing(call).path("id").asText();
    String prefix = call.parameter("$filter").orElse("");
    return Answers.list(
        CONTAINERS.within(call.tree(), account).stream()
            .filter(each -> each.path("name").asText().startsWith(prefix))
            .toList());
  }

  private WireResponse put(Call call) {
    String name = call.at("container");
    String id = id(call);
    if (!name.matches("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]|\\$root|\\$web")) {
      throw StorageError.CONTAINER_NAME.refusal();
    }
    if (Operations.about(call.tree(), id).isPresent()) {
      throw StorageError.CONTAINER_BEING_DELETED.refusal();
    }
    String access = call.body().path("properties").path("publicAccess").asText("None");
    if (!access.equals("None")
        && !Accounts.existing(call).path("properties").path("allowBlobPublicAccess").asBoolean()) {
      throw StorageError.PUBLIC_ACCESS.refusal();
    }
    Optional<ObjectNode> held = CONTAINERS.find(call.tree(), id);
    ObjectNode container = call.tree().objectNode();
    container.put("id", id).put("name", name).put("type", CONTAINERS.type());
    container.put("etag", held.map(each -> each.path("etag").asText()).orElseGet(Ids::etag));
    ObjectNode properties = container.putObject("properties");
    properties.put("publicAccess", access).put("deleted", false);
    JsonNode metadata = call.body().path("properties").path("metadata");
    if (metadata.isObject()) {
      properties.set("metadata", metadata);
    }
    CONTAINERS.put(call.tree(), id, container);
    return Answers.json(held.isPresent() ? 200 : 201, container);
  }

  private WireResponse get(Call call) {
    return CONTAINERS
        .find(call.tree(), id(call))
        .map(Answers::ok)
        .orElseThrow(StorageError.NO_CONTAINER::refusal);
  }

  private WireResponse delete(Call call) {
    Optional<ObjectNode> held = CONTAINERS.find(call.tree(), id(call));
    held.ifPresent(
        container -> {
          remove(call.tree(), container);
          Operations.begin(
              call.tree(), DELETION, id(call), Operations.in(call, delays.get().operation()));
        });
    return Answers.empty(held.isPresent() ? 200 : 204);
  }

  static void remove(ObjectNode tree, ObjectNode container) {
    String id = container.path("id").asText();
    Blobs.removeAll(tree, id);
    CONTAINERS.remove(tree, id);
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Operations.Pending pending : Operations.due(tree, DELETION, now)) {
      Operations.succeed(tree, pending.id());
    }
  }
}
