package dev.portolan.provider.azure.storage;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The steps that make the storage account, and what is in it. */
public final class StorageSteps {
  /** Id of the step after which there is an account. */
  public static final String ACCOUNT = "account";

  /** Id of the step after which packages can be kept. */
  public static final String RELEASES = "releases";

  private static final String SERIAL = "account";

  private final StepList list;
  private final AccountCalls calls;
  private final Operations operations;
  private final Owner owner;
  private final String account;

  public StorageSteps(
      StepList list, AccountCalls calls, Operations operations, Owner owner, String account) {
    this.list = list;
    this.owner = owner;
    this.calls = calls;
    this.operations = operations;
    this.account = account;
  }

  /** Adds the step that makes the account. */
  public void account(Place place, Map<String, String> tags, List<String> after) {
    list.lane(Optional.empty(), SERIAL)
        .add(
            Phase.STAGE,
            Change.CREATE,
            ACCOUNT,
            "storage account " + account,
            "there is none for packages and for what hosts keep",
            after,
            run ->
                operations.end(
                    run,
                    "storage account " + account,
                    calls.create(account, place, tags),
                    () -> calls.glance(account).map(each -> "" + each.provisioningState())));
  }

  /** Adds the step that waits for an account whose making an earlier run has begun. */
  public void begun() {
    list.lane(Optional.empty(), SERIAL)
        .add(
            Phase.STAGE,
            Change.UPDATE,
            ACCOUNT,
            "storage account " + account,
            "it is still being made",
            List.of(),
            run ->
                operations.end(
                    run,
                    "storage account " + account,
                    Operations.Begun.before(),
                    () -> calls.glance(account).map(each -> "" + each.provisioningState())));
  }

  /** Adds the step that makes the container of what is kept, if it is not there. */
  public void releases(SortedSet<String> there) {
    container(list.lane(Optional.empty(), SERIAL), RELEASES, Names.RELEASES, there, "packages");
  }

  /**
   * Adds the step that makes a container, if it is not there.
   *
   * @param what it is for
   */
  public void container(
      StepList.Lane lane, String id, String container, SortedSet<String> there, String what) {
    if (!there.contains(container)) {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          id,
          "container " + container,
          "there is none for " + what,
          List.of(ACCOUNT),
          run -> calls.createContainer(account, container, owner));
    }
  }
}
