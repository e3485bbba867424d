package dev.portolan.provider.azure.storage;

import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import com.azure.resourcemanager.storage.models.ProvisioningState;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;

/** The steps that make a storage account, and what is in it. */
public final class StorageSteps {
  private static final String ACCOUNT = "account";

  private final StepList.Lane lane;
  private final AccountCalls calls;
  private final Operations operations;
  private final Owner owner;
  private final String account;

  /**
   * For one account.
   *
   * @param lane of whose account it is
   */
  public StorageSteps(
      StepList.Lane lane, AccountCalls calls, Operations operations, Owner owner, String account) {
    this.lane = lane;
    this.owner = owner;
    this.calls = calls;
    this.operations = operations;
    this.account = account;
  }

  /** Id of the step after which there is an account. */
  public String id() {
    return lane.id(ACCOUNT);
  }

  /**
   * Adds the step that makes the account, or waits for one whose making an earlier run has begun.
   *
   * @param there what is there of it
   */
  public void account(
      Optional<StorageAccountInner> there,
      Place place,
      Map<String, String> tags,
      String why,
      List<String> after) {
    if (there.isEmpty()) {
      add(Change.CREATE, why, after, () -> calls.create(account, place, tags));
    } else if (beingMade(there.get())) {
      add(Change.UPDATE, "it is still being made", List.of(), Operations.Begun::before);
    }
  }

  private static boolean beingMade(StorageAccountInner account) {
    return account.provisioningState() != null
        && account.provisioningState() != ProvisioningState.SUCCEEDED;
  }

  private void add(
      Change change, String why, List<String> after, Callable<Operations.Begun> begin) {
    lane.add(
        Phase.STAGE,
        change,
        ACCOUNT,
        "storage account " + account,
        why,
        after,
        run ->
            operations.end(
                run,
                "storage account " + account,
                begin.call(),
                () -> calls.glance(account).map(each -> "" + each.provisioningState())));
  }

  /**
   * Adds the step that makes a container, if it is not there.
   *
   * @param what it is for
   * @param after what else comes before it
   */
  public void container(
      String id, String container, SortedSet<String> there, String what, List<String> after) {
    if (!there.contains(container)) {
      List<String> before = new ArrayList<>(after);
      before.add(id());
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          id,
          "container " + container,
          "there is none for " + what,
          before,
          run -> calls.createContainer(account, container, owner));
    }
  }
}
