package dev.portolan.provider.azure.cosmos;

import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container in which a function's host keeps how far it has read, beside the one that it reads:
 * the function's own, in a database of somebody else's. The function's identity remembers it in a
 * tag, from before it is made until after it is gone.
 *
 * @param id its resource id
 */
public record Leases(String id) implements Remembered {
  private static final String MARK = "portolan-leases-";
  private static final String CONTAINERS = "/containers/";

  private static final Pattern TABLE =
      Pattern.compile(
          "(/subscriptions/([^/]+)/resourceGroups/[^/]+/providers/Microsoft[.]DocumentDB"
              + "/databaseAccounts/[^/]+/sqlDatabases/[^/]+)/containers/[^/]+",
          Pattern.CASE_INSENSITIVE);

  /**
   * Those for a container, if that is one in a place's subscription of Azure.
   *
   * @param name of the function's leases, wherever they are
   */
  public static Optional<Leases> of(Place place, String name, String table) {
    Matcher parts = TABLE.matcher(table);
    return parts.matches() && parts.group(2).equalsIgnoreCase(place.subscription())
        ? Optional.of(new Leases(parts.group(1) + CONTAINERS + name))
        : Optional.empty();
  }

  /**
   * Those that tags remember.
   *
   * @param tags of a function's identity; {@code null} for none
   */
  public static List<Leases> remembered(Place place, String name, Map<String, String> tags) {
    List<Leases> all = new ArrayList<>();
    if (tags != null) {
      tags.forEach(
          (key, database) -> {
            String[] parts = database.split("/");
            if (key.toLowerCase(Locale.ROOT).startsWith(MARK) && parts.length == 3) {
              Place group = new Place(place.subscription(), parts[0], "");
              String account = group.id(CosmosAccount.TYPE, parts[1]);
              all.add(new Leases(account + "/sqlDatabases/" + parts[2] + CONTAINERS + name));
            }
          });
    }
    return all;
  }

  /** The resource id of its account. */
  public String account() {
    return DataRight.account(id);
  }

  /** What people call it. */
  public String shown() {
    String[] parts = id.split("/");
    return "container %s of Cosmos DB %s".formatted(parts[12], parts[8]);
  }

  /** The resource id of its database. */
  public String database() {
    return id.substring(0, id.lastIndexOf(CONTAINERS));
  }

  @Override
  public Map<String, String> tag() {
    String[] parts = id.split("/");
    String database = parts[4] + "/" + parts[8] + "/" + parts[10];
    return Map.of(MARK + PhysicalName.hash(database.toLowerCase(Locale.ROOT)), database);
  }

  /** Whether it is the same: Azure compares ids without case. */
  public boolean is(Leases other) {
    return id.equalsIgnoreCase(other.id);
  }
}
