package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.TableConnection;
import dev.portolan.provider.azure.config.TableName;
import dev.portolan.provider.azure.cosmos.CosmosAccount;
import dev.portolan.provider.azure.cosmos.CosmosCalls;
import dev.portolan.provider.azure.cosmos.DataRight;
import dev.portolan.provider.azure.cosmos.Table;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The containers of Cosmos DB of whose records functions hear. They are everybody's, and so are
 * their databases: they bear no owner and are never deleted; one that is missing is made where a
 * setting says so.
 */
final class TableSources {
  private static final String DATABASES = "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/";

  private final Owner owner;
  private final Place place;
  private final SortedMap<String, Table> tables;
  private final boolean create;

  private TableSources(Owner owner, Place place, SortedMap<String, Table> tables, boolean create) {
    this.owner = owner;
    this.place = place;
    this.tables = tables;
    this.create = create;
  }

  /** Looks at the containers, if any function names one. */
  static TableSources look(
      Session session, Owner owner, Place place, Application application, Settings given)
      throws Exception {
    List<TableName> names =
        application.functions().stream()
            .flatMap(function -> TableName.table(function).stream())
            .distinct()
            .map(word -> TableName.of(word, given))
            .toList();
    SortedMap<String, Table> all = new TreeMap<>();
    if (!names.isEmpty()) {
      CosmosCalls calls = session.cosmos();
      List<CosmosAccount> accounts = calls.accounts();
      for (TableName name : names) {
        all.put(name.word(), Table.look(calls, name, accounts));
      }
    }
    return new TableSources(owner, place, all, session.settings().createTables());
  }

  /** The settings by which a function's host reads what it hears of. */
  SortedMap<String, String> settings(FunctionSpec function) {
    SortedMap<String, String> all = new TreeMap<>();
    TableName.table(function)
        .map(tables::get)
        .ifPresent(
            table -> {
              all.put(TableConnection.ENDPOINT, table.endpoint());
              all.put(TableConnection.DATABASE, table.name().database());
              all.put(TableConnection.CONTAINER, table.name().container());
              all.put(TableConnection.LEASES, Names.leases(place, owner, function.name()));
              all.put(TableConnection.ID, table.id());
            });
    return all;
  }

  /** Tells what is not there, and what no host can read. */
  void check(String subscription, Obstacles obstacles) {
    for (Table each : tables.values()) {
      TableName name = each.name();
      if (each.account().isEmpty()) {
        obstacles.problem(
            Kind.NOT_FOUND,
            each.shown(),
            "subscription %s has no such account that you may see".formatted(subscription),
            "set portolan.azure.cosmos to one that it has; 'az cosmosdb list' tells them");
      } else if (each.account().get().other().isPresent()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            each.shown(),
            "the account is one for %s, and its change feed is not that of the API for NoSQL"
                .formatted(each.account().get().other().get()),
            another(name));
      } else if (!each.there() && !create) {
        String of =
            "--account-name %s --resource-group %s"
                .formatted(name.account(), each.account().get().group());
        obstacles.problem(
            Kind.NOT_FOUND,
            each.shown(),
            each.database()
                ? "there is none of that name in database %s of the account"
                    .formatted(name.database())
                : "the account has no database %s".formatted(name.database()),
            (each.database()
                    ? "run 'az cosmosdb sql container create --name %s --database-name %s"
                            .formatted(name.container(), name.database())
                        + " --partition-key-path /id %s'".formatted(of)
                    : "run 'az cosmosdb sql database create --name %s %s'"
                        .formatted(name.database(), of))
                + ", "
                + another(name)
                + ", or set portolan.azure.createTables=true");
      }
    }
  }

  private static String another(TableName name) {
    return "name another with portolan.azure.names." + name.word();
  }

  /** Whether we may make what is missing, in an account of somebody else's. */
  void allowed(Preflight preflight) throws Exception {
    for (Table each : tables.values()) {
      if (!each.database()) {
        may(preflight, each, DATABASES + "write", "by which the database is made");
      }
      if (!each.there()) {
        may(preflight, each, DATABASES + "containers/write", "by which the container is made");
      }
    }
  }

  private static void may(Preflight preflight, Table table, String action, String purpose)
      throws Exception {
    preflight.may(
        table.account().orElseThrow().id(),
        action,
        purpose,
        "have Cosmos DB Operator or Contributor there, or make it by hand");
  }

  /** Id of the step that makes a database or a container, if it is made. */
  static String made(String of) {
    return "table:" + Place.last(of) + "-" + PhysicalName.hash(DataRight.key(of));
  }

  /** Adds the steps that make what is missing, each once. */
  void add(StepList list, Session session) {
    for (Table each : tables.values()) {
      String step = made(each.id());
      String database = made(each.databaseId());
      if (!each.database() && !list.has(database)) {
        list.lane(Optional.empty(), DataRight.lane(each.databaseId()))
            .add(
                Phase.STAGE,
                Change.CREATE,
                database,
                "database %s of Cosmos DB %s"
                    .formatted(each.name().database(), each.name().account()),
                "there is none, and portolan.azure.createTables is true",
                List.of(),
                run -> session.cosmos().createDatabase(run, each.databaseId()));
      }
      if (!each.there() && !list.has(step)) {
        list.lane(Optional.empty(), DataRight.lane(each.id()))
            .add(
                Phase.STAGE,
                Change.CREATE,
                step,
                "table " + each.shown(),
                "there is none, and portolan.azure.createTables is true",
                List.of(database),
                run -> session.cosmos().createContainer(run, each.id()));
      }
    }
  }
}
