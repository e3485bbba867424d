package dev.portolan.provider.azure.grid;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Listing;
import dev.portolan.provider.azure.wire.Raw;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is said to Microsoft.Storage of containers that are everybody's: one method a call. */
public record ObjectCalls(Listing listing) {
  private static final String VERSION = "2025-06-01";
  private static final int ABSENT = 404;

  /** The storage accounts of the subscription that we may see. */
  public List<StorageAccount> accounts() throws Exception {
    String type = "Microsoft.Storage/storageAccounts";
    return listing.of("the storage accounts", type, VERSION).stream()
        .map(told -> StorageAccount.of(told, listing.wire().cloud()))
        .toList();
  }

  /** Whether there is a container of an id. */
  public boolean isThere(String id) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.GET, address(id));
    return listing.seen("container " + Place.last(id), request, Set.of(ABSENT)).succeeded();
  }

  /** Makes one that is nobody's to read without a role; one that is there by now stays as it is. */
  public void create(String id) throws Exception {
    if (isThere(id)) {
      return;
    }
    Map<String, ?> body = Map.of("properties", Map.of("publicAccess", "None"));
    HttpRequest request = Listing.json(HttpMethod.PUT, address(id), body);
    listing.tally().mutation(() -> Raw.required(listing.wire().manager(), request));
  }

  private String address(String id) {
    return listing.address(id, VERSION);
  }
}
