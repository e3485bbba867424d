package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.Call;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Hidden;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The databases of accounts for NoSQL, and the containers in them.
 *
 * <p>specification/cosmos-db/resource-manager/Microsoft.DocumentDB/stable/2024-11-15/cosmos-db.json
 */
public final class SqlContainers implements Provider {
  public static final Kind DATABASES =
      new Kind("sqlDatabases", "Microsoft.DocumentDB/databaseAccounts/sqlDatabases");
  public static final Kind CONTAINERS =
      new Kind("sqlContainers", "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers");

  private static final String OPTIONS = " options{throughput autoscaleSettings?}} location tags{*}";
  private static final String NAME = "[^/\\\\#?]{1,255}";

  private final Supplier<Delays> delays;

  public SqlContainers(Supplier<Delays> delays) {
    this.delays = delays;
  }

  @Override
  public Routes routes() {
    Routes routes = Routes.of(CosmosAccounts.PROVIDER, CosmosAccounts.VERSIONS);
    routes
        .below(CosmosAccounts.ONE + "/sqlDatabases/{database}")
        .get(
            "SqlResources_GetSqlDatabase",
            "",
            call -> Answers.ok(Hidden.without(existing(call, DATABASES, database(call)))))
        .put(
            "SqlResources_CreateUpdateSqlDatabase",
            "",
            "properties{resource{id}" + OPTIONS,
            this::putDatabase);
    routes
        .below(CosmosAccounts.ONE + "/sqlDatabases/{database}/containers/{container}")
        .get(
            "SqlResources_GetSqlContainer",
            "",
            call -> Answers.ok(Hidden.without(existing(call, CONTAINERS, container(call)))))
        .put(
            "SqlResources_CreateUpdateSqlContainer",
            "",
            "properties{resource{id partitionKey{paths[] kind version}}" + OPTIONS,
            this::putContainer)
        .delete("SqlResources_DeleteSqlContainer", "", this::delete);
    return routes;
  }

  private static String database(Call call) {
    return CosmosAccounts.id(call) + "/sqlDatabases/" + call.at("database");
  }

  private static String container(Call call) {
    return database(call) + "/containers/" + call.at("container");
  }

  private static ObjectNode existing(Call call, Kind kind, String id) {
    CosmosAccounts.existing(call);
    return kind.find(call.tree(), id)
        .orElseThrow(() -> CosmosError.NONE.refusal(id.substring(id.lastIndexOf('/') + 1)));
  }

  private WireResponse putDatabase(Call call) {
    CosmosAccounts.existing(call);
    return put(call, DATABASES, database(call), call.at("database"));
  }

  private WireResponse putContainer(Call call) {
    CosmosAccounts.existing(call);
    if (!DATABASES.has(call.tree(), database(call))) {
      throw CosmosError.NO_OWNER.refusal(call.at("database"));
    }
    JsonNode paths = call.body().at("/properties/resource/partitionKey/paths");
    if (paths.isEmpty()) {
      throw CosmosError.NO_KEY.refusal();
    }
    Optional<ObjectNode> held = CONTAINERS.find(call.tree(), container(call));
    if (held.isPresent()
        && !held.get().at("/properties/resource/partitionKey/paths").equals(paths)) {
      throw CosmosError.OTHER_KEY.refusal();
    }
    return put(call, CONTAINERS, container(call), call.at("container"));
  }

  private WireResponse put(Call call, Kind kind, String id, String name) {
    String said = call.body().at("/properties/resource/id").asText();
    if (!name.matches(NAME)) {
      throw CosmosError.NAME.refusal(name);
    }
    if (!said.equals(name)) {
      throw CosmosError.NAMED_OTHERWISE.refusal(name, said);
    }
    ObjectNode resource = made(call.tree(), kind, id, name);
    resource.withObjectProperty("properties").setAll((ObjectNode) call.body().path("properties"));
    return CosmosAccounts.begin(call, kind, id, resource, delays.get().operation());
  }

  private static ObjectNode made(ObjectNode tree, Kind kind, String id, String name) {
    return tree.objectNode().put("id", id).put("name", name).put("type", kind.type());
  }

  private WireResponse delete(Call call) {
    return CONTAINERS.has(call.tree(), container(call))
        ? CosmosAccounts.begin(call, CONTAINERS, container(call), null, delays.get().operation())
        : Answers.empty(204);
  }

  /** Has what was promised be there, or no more. */
  static void settle(ObjectNode tree, String part, String id, JsonNode resource) {
    Kind kind = part.equals(DATABASES.part()) ? DATABASES : CONTAINERS;
    if (resource.isObject()) {
      kind.put(tree, id, (ObjectNode) resource);
    } else {
      ChangeFeed.drop(tree, id);
      kind.remove(tree, id);
    }
  }

  /** Puts a container into a database, which is made as well. */
  public static void keep(ObjectNode tree, String account, String database, String name) {
    String in =
        CosmosAccounts.named(tree, account).orElseThrow().path("id").asText()
            + "/sqlDatabases/"
            + database;
    if (!DATABASES.has(tree, in)) {
      DATABASES.put(tree, in, made(tree, DATABASES, in, database));
    }
    String id = in + "/containers/" + name;
    if (!name.isEmpty() && !CONTAINERS.has(tree, id)) {
      ObjectNode container = made(tree, CONTAINERS, id, name);
      container
          .withObjectProperty("properties")
          .withObjectProperty("resource")
          .put("id", name)
          .withObjectProperty("partitionKey")
          .withArrayProperty("paths")
          .add("/id");
      CONTAINERS.put(tree, id, container);
    }
  }

  /** Writes an item into a container of a database. */
  public static void write(
      ObjectNode tree, String account, String database, String name, String item, Instant now) {
    String container =
        CosmosAccounts.named(tree, account).orElseThrow().path("id").asText()
            + "/sqlDatabases/"
            + database
            + "/containers/"
            + name;
    ChangeFeed.upsert(tree, container, tree.objectNode().put("id", item), now);
  }

  /** Lets go of those in a scope. */
  static void drop(ObjectNode tree, String scope) {
    for (ObjectNode each : CONTAINERS.within(tree, scope)) {
      ChangeFeed.drop(tree, each.path("id").asText());
      CONTAINERS.remove(tree, each.path("id").asText());
    }
    DATABASES.within(tree, scope).forEach(each -> DATABASES.remove(tree, each.path("id").asText()));
  }

  @Override
  public void clear(ObjectNode tree, String group) {
    drop(tree, group);
  }
}
