package dev.portolan.provider.azure.cosmos;

import dev.portolan.provider.azure.config.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A container of Cosmos DB of whose records functions hear, as it was found.
 *
 * @param account empty if the subscription of Azure has none of that name that we may see
 * @param database whether its database is there
 */
public record Table(
    TableName name, Optional<CosmosAccount> account, boolean database, boolean there) {
  /** Looks at it, in whichever of these accounts it is. */
  public static Table look(CosmosCalls calls, TableName name, List<CosmosAccount> accounts)
      throws Exception {
    Optional<CosmosAccount> account =
        accounts.stream().filter(each -> each.name().equalsIgnoreCase(name.account())).findFirst();
    if (account.isEmpty() || account.get().other().isPresent()) {
      return new Table(name, account, false, false);
    }
    boolean there = calls.isThere(account.get().container(name.database(), name.container()));
    boolean database = there || calls.isThere(account.get().database(name.database()));
    return new Table(name, account, database, there);
  }

  /** Its resource id; empty without an account. */
  public String id() {
    return account.map(each -> each.container(name.database(), name.container())).orElse("");
  }

  /** The resource id of its database. */
  public String databaseId() {
    return account.map(each -> each.database(name.database())).orElse("");
  }

  /** Where its account is reached; empty without one. */
  public String endpoint() {
    return account.map(CosmosAccount::endpoint).orElse("");
  }

  /** What people call it. */
  public String shown() {
    return CosmosAccount.shown(name.account(), name.container());
  }
}
