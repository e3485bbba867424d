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
  private static final String SINCE = "portolan-since-";
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
    return CosmosAccount.shown(parts[8], parts[12]);
  }

  /** The resource id of its database. */
  public String database() {
    return id.substring(0, id.lastIndexOf(CONTAINERS));
  }

  @Override
  public Map<String, String> tag() {
    return Map.of(MARK + hash(), path());
  }

  private String path() {
    String[] parts = id.split("/");
    return parts[4] + "/" + parts[8] + "/" + parts[10];
  }

  private String hash() {
    return PhysicalName.hash(DataRight.key(database()));
  }

  /**
   * The name of the tag that remembers from when on a container is heard of, for as long as nothing
   * is noted in these: what is noted of one stays while they hear of another.
   */
  public String since(String table) {
    return SINCE + hash() + "-" + PhysicalName.hash(Place.last(table));
  }

  @Override
  public boolean isOwn(String tag) {
    String name = tag.toLowerCase(Locale.ROOT);
    return Remembered.super.isOwn(tag) || name.startsWith(SINCE + hash() + "-");
  }

  @Override
  public String key() {
    return DataRight.key(id);
  }

  /** Whether it is the same. */
  public boolean is(Leases other) {
    return key().equals(other.key());
  }
}
