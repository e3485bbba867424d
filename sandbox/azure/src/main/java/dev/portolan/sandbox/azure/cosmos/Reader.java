package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.host.Retry;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.web.Web;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that changes of a container call, as its host finds it: by its binding and its site's
 * settings.
 *
 * @param container id of what it reads; empty if there is no such account
 * @param leases id of the container in which it keeps how far it has come
 * @param most changes that it takes at once
 * @param since when it begins to hear while its lease has no position, as it is said; empty for its
 *     host's first look
 * @param trouble why its host cannot listen, in the host's words; empty if it can
 */
record Reader(
    ObjectNode site,
    String function,
    String container,
    String leases,
    int most,
    String since,
    Retry retry,
    String trouble) {
  /** Of the SDK that reads change feeds, where nothing is said. */
  private static final int USUAL = 100;

  private static final Set<String> READERS = Set.of(DataRights.READER, DataRights.WRITER);
  private static final Set<String> WRITERS = Set.of(DataRights.WRITER);

  /** {@code INameResolver.ResolveWholeString}. */
  private static final Pattern SETTING = Pattern.compile("%([^%]+)%");

  /** All there are. */
  static List<Reader> all(ObjectNode tree, Instant now) {
    List<Reader> all = new ArrayList<>();
    for (ObjectNode site : Web.SITES.all(tree)) {
      for (JsonNode function : site.path(Web.FUNCTIONS)) {
        for (JsonNode binding : function.path("config").path("bindings")) {
          if (binding.path("type").asText().equalsIgnoreCase("cosmosDBTrigger")) {
            all.add(of(tree, site, function, binding, now));
          }
        }
      }
    }
    return all;
  }

  private static Reader of(
      ObjectNode tree, ObjectNode site, JsonNode function, JsonNode binding, Instant now) {
    JsonNode settings = site.path(Web.SETTINGS);
    String connection = binding.path("connection").asText("CosmosDB");
    String endpoint = settings.path(connection + "__accountEndpoint").asText();
    String account =
        CosmosAccounts.at(tree, endpoint).map(each -> each.path("id").asText()).orElse("");
    String database = resolved(settings, binding.path("databaseName").asText());
    String leaseDatabase = resolved(settings, binding.path("leaseDatabaseName").asText(database));
    String container = resolved(settings, binding.path("containerName").asText());
    String leases = resolved(settings, binding.path("leaseContainerName").asText("leases"));
    Reader reader =
        new Reader(
            site,
            function.path("name").asText(),
            account.isEmpty() ? "" : id(account, database, container),
            account.isEmpty() ? "" : id(account, leaseDatabase, leases),
            Math.max(1, binding.path("maxItemsPerInvocation").asInt(USUAL)),
            resolved(settings, binding.path("startFromTime").asText()),
            Retry.of(function.path("config")),
            "");
    String client = settings.path(connection + "__clientId").asText();
    return reader.troubled(reader.found(tree, endpoint, client, binding, now));
  }

  private static String id(String account, String database, String container) {
    return account + "/sqlDatabases/" + database + "/containers/" + container;
  }

  private Reader troubled(String found) {
    return new Reader(site, function, container, leases, most, since, retry, found);
  }

  // the words of CosmosDBTriggerAttributeBindingProvider and CosmosDBTriggerListener, and of
  // azure-cosmos-dotnet-v3#2891 and #4552
  private String found(
      ObjectNode tree, String endpoint, String client, JsonNode binding, Instant now) {
    if (endpoint.isEmpty()) {
      return "Cosmos DB connection configuration '"
          + binding.path("connection").asText("CosmosDB")
          + "' does not exist. Make sure that it is a defined App Setting.";
    }
    if (container.isEmpty()) {
      return "No such host is known. (" + endpoint + ")";
    }
    if (container.equalsIgnoreCase(leases)) {
      return "The monitored container cannot be the same as the container storing the leases.";
    }
    if (beginning().isEmpty() && binding.has("startFromTime")) {
      return "The specified StartFromTime parameter is not in the correct format. Please use the ISO"
          + " 8601 format with the UTC designator. For example: '2021-02-16T14:19:29Z'.";
    }
    boolean identified = site.path("identity").path("type").asText().contains("User");
    String principal = identified ? Identities.principalOf(tree, client) : "";
    if (binding.path("createLeaseContainerIfNotExists").asBoolean()
        && !SqlContainers.CONTAINERS.has(tree, leases)) {
      return "Cannot create container information: Forbidden (403); Substatus: 5300; The given"
          + " request [POST /dbs] cannot be authorized by AAD token in data plane.";
    }
    for (String each : List.of(container, leases)) {
      Set<String> roles = each.equals(leases) ? WRITERS : READERS;
      if (principal.isEmpty() || !DataRights.holds(tree, now, principal, each, roles)) {
        return "Forbidden (403); Substatus: 5301; Request is blocked because principal ["
            + principal
            + "] does not have required RBAC permissions to perform action"
            + " [Microsoft.DocumentDB/databaseAccounts/"
            + (each.equals(leases)
                ? "sqlDatabases/containers/items/create"
                : "sqlDatabases/containers/readChangeFeed")
            + "] on resource ["
            + each.replaceFirst(".*/sqlDatabases/", "dbs/").replace("/containers/", "/colls/")
            + "].";
      }
      if (!SqlContainers.CONTAINERS.has(tree, each)) {
        return "Either the source container or the lease container does not exist. Both containers"
            + " must exist before the listener starts.";
      }
    }
    return "";
  }

  private static String resolved(JsonNode settings, String text) {
    Matcher setting = SETTING.matcher(text);
    return setting.replaceAll(
        each -> Matcher.quoteReplacement(settings.path(each.group(1)).asText()));
  }

  /** Whether it reads what is called so, by itself or after its account and database. */
  boolean hears(String called) {
    String path =
        container
            .replaceFirst(".*/databaseAccounts/", "")
            .replace("/sqlDatabases/", "/")
            .replace("/containers/", "/");
    return path.equals(called) || path.endsWith("/" + called) && !called.contains("/");
  }

  /** When it begins to hear, if that is said. */
  Optional<Instant> beginning() {
    try {
      return Optional.of(Instant.parse(since));
    } catch (DateTimeParseException unsaid) {
      return Optional.empty();
    }
  }

  String host() {
    return Web.host(site);
  }

  Set<String> tags() {
    return Web.tags(site);
  }

  /** Tells it from all others. */
  String mark() {
    return siteName() + "/" + function;
  }

  String siteName() {
    return site.path("name").asText();
  }

  /** The same as it is now, if it still can listen. */
  Optional<Reader> now(ObjectNode tree, Instant now) {
    return all(tree, now).stream()
        .filter(each -> each.mark().equals(mark()) && each.trouble().isEmpty())
        .findFirst();
  }
}
