package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Optional;

/**
 * A container of Cosmos DB, as settings name it: {@code container}, or {@code
 * account/database/container}.
 *
 * @param word what functions call it
 * @param account the name of the account; empty if nothing names it
 * @param database the name of the database in it; empty if nothing names it
 * @param container its name there
 */
public record TableName(String word, String account, String database, String container) {
  /**
   * An account's name, in all of Azure.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftdocumentdb">Naming
   *     rules: Microsoft.DocumentDB</a>
   */
  static final String ACCOUNT = "[a-z0-9][a-z0-9-]{1,42}[a-z0-9]";

  /**
   * Cosmos DB takes more letters, and 255 of them; what an address, a setting and an id in a path
   * read in one way are these. With group and account a database is the value of a tag.
   */
  static final String ENTITY = "[A-Za-z0-9_]([A-Za-z0-9_. -]{0,98}[A-Za-z0-9_-])?";

  /** What {@code portolan.azure.cosmos} is. */
  static final String PLACE = ACCOUNT + "/" + ENTITY;

  /** The table of whose records a function hears; it has one trigger of a kind at most. */
  public static Optional<String> table(FunctionSpec function) {
    return function.triggers(Trigger.RecordChanged.class).findFirst().map(each -> each.table());
  }

  /** Whether a function hears of any records. */
  public static boolean any(FunctionSpec function) {
    return table(function).isPresent();
  }

  /** What is meant. */
  public static TableName of(String word, Settings given) {
    String here = Names.of(given).of(word);
    String whole =
        here.contains("/") ? here : given.get("cosmos").orElse("/").concat("/").concat(here);
    String[] parts = whole.split("/", 3);
    return parts.length == 3
        ? new TableName(word, parts[0], parts[1], parts[2])
        : new TableName(word, parts[0], "", here);
  }
}
