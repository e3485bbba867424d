package dev.portolan.provider.azure.cosmos;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Listing;
import dev.portolan.provider.azure.wire.Operations;
import dev.portolan.provider.azure.wire.Raw;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said to Microsoft.DocumentDB. All that it makes or deletes is an operation whose end is
 * awaited; an account takes one at a time, and refuses the others.
 */
public record CosmosCalls(Listing listing, Operations operations) {
  private static final String VERSION = "2024-11-15";
  private static final int ABSENT = 404;

  /** The accounts of the subscription that we may see. */
  public List<CosmosAccount> accounts() throws Exception {
    return listing.of("the Cosmos DB accounts", CosmosAccount.TYPE, VERSION).stream()
        .map(CosmosAccount::of)
        .toList();
  }

  /** Whether there is a database or a container of an id. */
  public boolean isThere(String id) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.GET, address(id));
    return listing.seen(Place.last(id), request, Set.of(ABSENT)).succeeded();
  }

  /** All rights to data that an account gives; none if it is gone. */
  public List<DataRight.Held> rights(String account) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.GET, address(account + "/sqlRoleAssignments"));
    Raw.Answer answer =
        listing.seen("the rights at " + Place.last(account), request, Set.of(ABSENT));
    return answer.succeeded()
        ? Json.objects(answer.json(), "value").stream().map(DataRight.Held::of).toList()
        : List.of();
  }

  /** Makes a database as Azure makes one of which nothing is said, where there is none. */
  public void createDatabase(Step.Run run, String id) throws Exception {
    create(run, id, Map.of("id", Place.last(id)));
  }

  /**
   * Makes a container whose items are parted by their {@code id}, where there is none. A host that
   * keeps leases in it asks for that key.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger#attributes">"The
   *     lease container requires the partition key path /id"</a>
   */
  public void createContainer(Step.Run run, String id) throws Exception {
    create(
        run,
        id,
        Map.of(
            "id",
            Place.last(id),
            "partitionKey",
            Map.of("paths", List.of("/id"), "kind", "Hash", "version", 2)));
  }

  private void create(Step.Run run, String id, Map<String, ?> resource) throws Exception {
    if (!isThere(id)) {
      put(run, id, Map.of("properties", Map.of("resource", resource, "options", Map.of())));
    }
  }

  /** Gives a right; one that is there is given again, which changes nothing. */
  public void assign(Step.Run run, DataRight right) throws Exception {
    put(run, right.id(), right.body());
  }

  private void put(Step.Run run, String id, Map<String, ?> body) throws Exception {
    HttpRequest request = Listing.json(HttpMethod.PUT, address(id), body);
    end(
        run,
        id,
        listing.tally().mutation(() -> Operations.begin(listing.wire().manager(), request)));
  }

  /** Deletes a container with all that is in it, or takes a right away; what is gone, is gone. */
  public void delete(Step.Run run, String id) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.DELETE, address(id));
    end(
        run,
        id,
        listing.tally().mutation(() -> Operations.delete(listing.wire().manager(), request)));
  }

  private void end(Step.Run run, String id, Operations.Begun begun) throws Exception {
    operations.end(run, Place.last(id), begun, Optional::empty);
  }

  private String address(String id) {
    return listing.address(id, VERSION);
  }
}
