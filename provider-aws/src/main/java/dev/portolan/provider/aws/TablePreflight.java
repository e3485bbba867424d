package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Refuses, while planning, a table that tells of nothing, or not of enough. */
record TablePreflight(Map<String, Seen> seen, AwsSettings settings, Obstacles obstacles) {
  private static final String STREAM = " --stream-specification StreamEnabled=";
  private static final String ON = "true,StreamViewType=" + WantedTable.VIEW;

  void check(Iterable<Wanted> all) {
    TreeSet<String> missing = new TreeSet<>();
    TreeSet<String> looked = new TreeSet<>();
    for (Wanted wanted : all) {
      Optional<WantedTable> asked = wanted.events().table();
      if (asked.isEmpty() || !looked.add(asked.get().arn() + asked.get().here())) {
        continue;
      }
      String name = asked.get().name();
      Optional<SeenTable.Table> table = seen.get(wanted.name()).events().table().table();
      if (!asked.get().here()) {
        obstacles.add(
            DeployException.of(
                DeployException.Kind.INVALID_CONFIGURATION,
                "the table " + name + " is in another account or region",
                "deploy to where it is, or hear of one that is here"));
      } else if (table.isEmpty()) {
        missing.add(name);
      } else if (table.get().lost()) {
        obstacles.add(lost(name, table.get()));
      } else if (!table.get().tells()) {
        obstacles.add(untold(name, table.get()));
      }
    }
    if (!missing.isEmpty() && !settings.createTables()) {
      obstacles.add(
          DeployException.of(
              DeployException.Kind.NOT_FOUND,
              "there is no table " + String.join(", ", missing) + " here",
              "make it with a stream of "
                  + WantedTable.VIEW
                  + ", or set portolan.aws.createTables=true to have one made whose records have"
                  + " one key, the text "
                  + TableCalls.KEY));
    }
  }

  private static DeployException lost(String name, SeenTable.Table table) {
    return DeployException.of(
        DeployException.Kind.NOT_READY,
        "table " + name + " is " + table.status() + ", so that nobody is told of its changes",
        table.status().equals("DELETING")
            ? "run the same command again when it is gone, or hear of another one"
            : "bring it back, or hear of another one");
  }

  /**
   * A stream's view cannot be changed: "Table already has an enabled stream".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html">Change
   *     data capture for DynamoDB Streams</a>
   */
  static DeployException untold(String name, SeenTable.Table table) {
    String update = "aws dynamodb update-table --table-name " + name + STREAM;
    return table.stream().isEmpty()
        ? DeployException.of(
            DeployException.Kind.INVALID_CONFIGURATION,
            "table " + name + " has no stream, so that nobody is told of its changes",
            "run '" + update + ON + "'")
        : DeployException.of(
            DeployException.Kind.INVALID_CONFIGURATION,
            "the stream of table "
                + name
                + " tells "
                + table.view()
                + " of a change, and "
                + WantedTable.VIEW
                + " is needed",
            "see who else reads that stream, for it ends; then run '"
                + update
                + "false', and '"
                + update
                + ON
                + "' when the table is ACTIVE again");
  }
}
