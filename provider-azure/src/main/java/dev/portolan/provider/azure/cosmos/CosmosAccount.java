package dev.portolan.provider.azure.cosmos;

import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account of Cosmos DB.
 *
 * @param endpoint where its data are reached
 * @param other the interface that its data have instead of that for NoSQL; empty for that
 */
public record CosmosAccount(String id, String name, String endpoint, Optional<String> other) {
  static final String TYPE = "Microsoft.DocumentDB/databaseAccounts";

  private static final List<String> OTHERS =
      List.of("EnableCassandra", "EnableGremlin", "EnableTable", "EnableMongo");

  static CosmosAccount of(Map<String, ?> told) {
    Map<String, ?> properties = Json.object(told, "properties");
    String name = Json.text(told, "name");
    String endpoint = Json.text(properties, "documentEndpoint");
    Optional<String> other =
        Json.text(told, "kind").matches("|GlobalDocumentDB")
            ? Json.objects(properties, "capabilities").stream()
                .map(each -> Json.text(each, "name"))
                .filter(OTHERS::contains)
                .findFirst()
            : Optional.of(Json.text(told, "kind"));
    return new CosmosAccount(
        Json.text(told, "id"),
        name,
        endpoint.isEmpty() ? "https://" + name + ".documents.azure.com:443/" : endpoint,
        other.map(each -> each.replace("Enable", "")));
  }

  /** What people call a container, whose database they know. */
  public static String shown(String account, String container) {
    return "container %s of Cosmos DB %s".formatted(container, account);
  }

  /** The id of a container of a database of its. */
  String container(String database, String container) {
    return database(database) + "/containers/" + container;
  }

  /** The id of one of its databases. */
  String database(String database) {
    return id + "/sqlDatabases/" + database;
  }

  /** The resource group that it is in. */
  public String group() {
    return Place.group(id);
  }
}
