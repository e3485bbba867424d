package dev.portolan.provider.azure.grid;

import dev.portolan.provider.azure.config.ContainerName;
import java.util.List;
import java.util.Optional;

/**
 * A container whose objects functions are told of, read or store, as it was found.
 *
 * @param account empty if the subscription of Azure has none of that name that we may see
 */
public record Container(ContainerName name, Optional<StorageAccount> account, boolean there) {
  /** Looks at it, in whichever of these accounts it is. */
  public static Container look(ObjectCalls calls, ContainerName name, List<StorageAccount> accounts)
      throws Exception {
    Optional<StorageAccount> account =
        accounts.stream().filter(each -> each.name().equals(name.account())).findFirst();
    boolean there = account.isPresent() && calls.isThere(account.get().container(name.container()));
    return new Container(name, account, there);
  }

  /** Its resource id; empty without an account. */
  public String id() {
    return account.map(each -> each.container(name.container())).orElse("");
  }

  /** Where functions find it; empty without an account that they may be sent to. */
  public String place() {
    return account
        .flatMap(StorageAccount::blobs)
        .map(host -> "https://" + host + "/" + name.container())
        .orElse("");
  }

  /** What people call it. */
  public String shown() {
    return "container " + name.container() + " of storage account " + name.account();
  }
}
