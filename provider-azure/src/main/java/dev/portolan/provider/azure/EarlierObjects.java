package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.config.BucketUse;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.grid.Hearing;
import dev.portolan.provider.azure.grid.ObjectCalls;
import dev.portolan.provider.azure.grid.StorageAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container whose objects a release of before is told of, reads or stores: it may be gone by now,
 * or its account.
 *
 * @param id of the container
 * @param told whether the release is told of its objects
 * @param account as it is now; empty if it is gone, whichever else has its name
 */
record EarlierObjects(String id, boolean told, Optional<StorageAccount> account, boolean there) {
  private static final String CONTAINERS = "/blobServices/default/containers/";

  /** Looks at each, by the ids that the release remembers. */
  static List<EarlierObjects> look(
      Session session, List<Hearing> told, Map<String, String> settings) throws Exception {
    SortedMap<String, Boolean> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    told.forEach(each -> all.put(each.container(), true));
    BucketUse.all(settings)
        .filter(id -> id.contains(CONTAINERS))
        .forEach(id -> all.putIfAbsent(id, false));
    List<EarlierObjects> found = new ArrayList<>();
    if (!all.isEmpty()) {
      ObjectCalls calls = session.objects();
      List<StorageAccount> accounts = calls.accounts();
      for (Map.Entry<String, Boolean> each : all.entrySet()) {
        String id = each.getKey();
        Optional<StorageAccount> account =
            accounts.stream().filter(one -> one.id().equalsIgnoreCase(account(id))).findFirst();
        boolean there = account.isPresent() && calls.isThere(id);
        found.add(new EarlierObjects(id, each.getValue(), account, there));
      }
    }
    return found;
  }

  private static String account(String id) {
    return id.substring(0, id.indexOf(CONTAINERS));
  }

  /** Tells why nothing would come of it. */
  void check(Obstacles obstacles) {
    String other = "deploy the function with another";
    String name = Place.last(account(id));
    String container = "container %s of storage account %s".formatted(Place.last(id), name);
    String release =
        told ? "the release is told of it, and " : "the release reads or stores there, and ";
    if (account.isEmpty()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          container,
          release
              + "resource group %s has no such account that you may see".formatted(Place.group(id)),
          other);
    } else if (account.get().hierarchical()) {
      obstacles.problem(Kind.UNSUPPORTED, container, release + StorageAccount.DIRECTORIES, other);
    } else if (told && !account.get().isTold()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          container,
          release + "the account is one by now whose objects cannot be told",
          other);
    } else if (!there) {
      obstacles.problem(
          Kind.NOT_FOUND,
          container,
          release + "it is gone",
          "run 'az storage container create --auth-mode login --name %s --account-name %s', or %s"
              .formatted(Place.last(id), name, other));
    }
  }
}
