package dev.portolan.provider.azure.config;

import java.util.Map;
import java.util.Optional;

/**
 * The app settings by which a host finds the container of whose records a function hears, without a
 * key: what stands in {@code function.json} is their names.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger#identity-based-connections">Identity-based
 *     connections</a>
 */
public final class TableConnection {
  /** What the others begin with; no setting is called so, which would be a key. */
  public static final String PREFIX = "PORTOLAN_TABLE";

  /** The account's address. */
  public static final String ENDPOINT = PREFIX + "__accountEndpoint";

  public static final String DATABASE = PREFIX + "_DATABASE";

  /** The name of the container. */
  public static final String CONTAINER = PREFIX + "_NAME";

  /** The name of the container in which the host keeps how far it has read. */
  public static final String LEASES = PREFIX + "_LEASES";

  /**
   * From when on the host hears of changes, until it has noted for the first time how far it has
   * come: without it each instance would begin with its own first look, and what was written before
   * that, or failed before the instance went, would never be heard.
   *
   * @see <a href="https://github.com/Azure/azure-cosmos-dotnet-v3/issues/5268">The first change is
   *     skipped unless a start time is specified</a>
   */
  public static final String SINCE = PREFIX + "_SINCE";

  /** The resource id of the container: no host reads it, a later run does. */
  public static final String ID = PREFIX + "_ID";

  private TableConnection() {}

  /** The resource id of the container of which settings have a function hear. */
  public static Optional<String> id(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(ID));
  }
}
