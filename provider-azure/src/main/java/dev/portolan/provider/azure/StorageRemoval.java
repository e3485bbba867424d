package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a storage account when its owner's functions go: what is theirs in it goes, and
 * all of it only where a setting says so, since functions' own data may be in it.
 */
final class StorageRemoval {
  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final List<String> ids = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  StorageRemoval(StepList list, Session session, Owner owner, Survey survey) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Adds the steps.
   *
   * @param before ids of the steps that delete what runs from the account
   * @return ids of the steps
   */
  List<String> add(StorageAccountInner account, List<String> before) throws Exception {
    if (!survey.ours(account)) {
      rest(account, before);
    } else if (survey.containers(account).stream().anyMatch(this::keepsOthers)) {
      notes.add(
          "storage account " + account.name() + " stays, since another owner keeps packages in it");
      rest(account, before);
    } else if (!session.settings().deleteStorage()) {
      notes.add(
          "storage account "
              + account.name()
              + " stays, since data may be in it that is not in the project;"
              + " portolan.azure.deleteStorage=true deletes it with all that it holds");
      rest(account, before);
    } else {
      whole(account, before);
    }
    return List.copyOf(ids);
  }

  private void whole(StorageAccountInner account, List<String> before) throws Exception {
    StepList.Lane lane = list.lane(Optional.empty(), "account");
    List<String> after = new ArrayList<>(before);
    List<String> roles = rolesAt(account);
    if (!roles.isEmpty()) {
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          "keeper",
          "roles at storage account " + account.name(),
          "the account goes",
          after,
          run -> {
            for (String role : roles) {
              session.roles(owner).delete(role);
            }
          });
      after.add("keeper");
    }
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        "account",
        "storage account " + account.name(),
        "portolan.azure.deleteStorage lets it go with all that it holds",
        after,
        run -> deleteAccount(account.name()));
    ids.add("account");
  }

  private boolean keepsOthers(String container) {
    return Names.keepsOthers(owner, container);
  }

  /** Adds the steps that delete what is the owner's in an account that stays. */
  private void rest(StorageAccountInner account, List<String> after) {
    String releases = Names.releases(owner);
    if (!survey.containers(account).contains(releases)) {
      return;
    }
    StepList.Lane lane = list.lane(Optional.empty(), "account");
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        "kept",
        "container " + releases,
        "nothing is left to roll back",
        after,
        run -> session.accounts(owner).deleteContainer(account.name(), releases, owner));
    ids.add("kept");
  }

  private void deleteAccount(String name) throws Exception {
    if (session.accounts(owner).containers(name).stream().anyMatch(this::keepsOthers)) {
      throw new ChangedMeanwhile("another owner keeps packages in storage account " + name);
    }
    session.accounts(owner).delete(name, owner);
  }

  /** Ids of the assignments at the account by which we keep packages in it. */
  private List<String> rolesAt(Resource account) throws Exception {
    String scope = account.id().toLowerCase(Locale.ROOT);
    String us = session.caller().id();
    return survey.roles().stream()
        .filter(role -> us.equalsIgnoreCase(role.principalId()))
        .filter(Assignment::made)
        .filter(role -> within(role.scope().toLowerCase(Locale.ROOT), scope))
        .map(RoleAssignmentInner::id)
        .toList();
  }

  private static boolean within(String id, String scope) {
    return id.equals(scope) || id.startsWith(scope + "/");
  }
}
