package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;

/** Whether it is said where the containers are of whose records functions hear. */
final class TableCheck {
  private TableCheck() {}

  static void add(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    for (FunctionSpec function : functions) {
      TableName.table(function).ifPresent(table -> check(function, table, given, problems));
    }
  }

  private static void check(
      FunctionSpec function, String table, Settings given, List<Problem> problems) {
    TableName named = TableName.of(table, given);
    String setting = SettingReader.name(AzureSettings.PROVIDER, "names." + table);
    boolean alone = !Names.of(given).of(table).contains("/");
    if (alone && given.get("cosmos").isEmpty()) {
      problems.add(
          Problem.of(
              function.name() + ": table " + table,
              "nothing says which Cosmos DB account and database its container is in",
              "set portolan.azure.cosmos=<account>/<database>, or "
                  + setting
                  + "=<account>/<database>/<container>"));
    } else if (!named.container().matches(TableName.ENTITY)
        || !alone
            && !(named.database().matches(TableName.ENTITY)
                && named.account().matches(TableName.ACCOUNT))) {
      Problem problem =
          Problem.of(
              setting,
              "'" + Names.of(given).of(table) + "' cannot be a container of Cosmos DB",
              "write <container>, or <account>/<database>/<container>: an account has 3 to 44"
                  + " lower-case letters, digits and '-'; the others have 100 letters, digits, '_',"
                  + " '-', '.' and blanks at most, with '.' and blanks not at an end nor '-' at the"
                  + " beginning");
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }
}
