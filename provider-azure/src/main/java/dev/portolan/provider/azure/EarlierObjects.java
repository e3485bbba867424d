package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.grid.Hearing;
import dev.portolan.provider.azure.grid.ObjectCalls;
import dev.portolan.provider.azure.grid.StorageAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container whose objects a release of before is told of: it may be gone by now, or its account.
 *
 * @param account as it is now; empty if it is gone, whichever else has its name
 */
record EarlierObjects(Hearing own, Optional<StorageAccount> account, boolean there) {
  /** Looks at each, by the ids that the release remembers. */
  static List<EarlierObjects> look(Session session, List<Hearing> all) throws Exception {
    List<EarlierObjects> found = new ArrayList<>();
    if (!all.isEmpty()) {
      ObjectCalls calls = session.objects();
      List<StorageAccount> accounts = calls.accounts();
      for (Hearing own : all) {
        Optional<StorageAccount> account =
            accounts.stream().filter(each -> each.id().equalsIgnoreCase(own.account())).findFirst();
        found.add(
            new EarlierObjects(
                own, account, account.isPresent() && calls.isThere(own.container())));
      }
    }
    return found;
  }

  /** Tells why nothing would come of it. */
  void check(Obstacles obstacles) {
    String other = "deploy the function with another";
    String name = Place.last(own.account());
    String container = "container %s of storage account %s".formatted(own.bucket(), name);
    if (account.isEmpty()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          container,
          "the release is told of it, and resource group %s has no such account that you may see"
              .formatted(own.group()),
          other);
    } else if (!account.get().isTold() || account.get().hierarchical()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          container,
          "the release is told of it, and the account is one by now whose objects cannot be told",
          other);
    } else if (!there) {
      obstacles.problem(
          Kind.NOT_FOUND,
          container,
          "the release is told of it, and it is gone",
          "run 'az storage container create --auth-mode login --name %s --account-name %s', or %s"
              .formatted(own.bucket(), name, other));
    }
  }
}
