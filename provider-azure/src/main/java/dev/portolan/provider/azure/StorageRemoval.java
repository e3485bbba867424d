package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * @param gone containers that those delete
   * @return ids of the steps
   */
  List<String> add(StorageAccountInner account, List<String> before, Set<String> gone)
      throws Exception {
    if (!survey.ours(account)) {
      rest(account, before, gone);
    } else if (survey.containers().stream().anyMatch(this::othersRun)) {
      notes.add(
          "storage account "
              + account.name()
              + " stays, since another owner's functions run from it");
      rest(account, before, gone);
    } else if (!session.settings().deleteStorage()) {
      notes.add(
          "storage account "
              + account.name()
              + " stays, since data may be in it that is not in the project;"
              + " portolan.azure.deleteStorage=true deletes it with all that it holds");
      rest(account, before, gone);
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

  private boolean othersRun(String container) {
    return container.matches("app-[0-9a-f]{8}-.+")
        && !container.startsWith(Names.containers(owner));
  }

  /** Adds the steps that delete what is the owner's in an account that stays. */
  private void rest(StorageAccountInner account, List<String> after, Set<String> gone) {
    StepList.Lane lane = list.lane(Optional.empty(), "account");
    for (String container : survey.containers()) {
      if (container.startsWith(Names.containers(owner)) && !gone.contains(container)) {
        lane.add(
            Phase.SWEEP,
            Change.DELETE,
            "container:" + container,
            "container " + container,
            "its function is gone",
            after,
            run -> session.accounts(owner).deleteContainer(account.name(), container, owner));
        ids.add("container:" + container);
      }
    }
    if (survey.kept().isEmpty()) {
      notes.add(
          "packages in storage account "
              + account.name()
              + " stay, since you may not look at them");
      return;
    }
    List<String> names = List.copyOf(survey.kept().get());
    if (!names.isEmpty()) {
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          "kept",
          "packages of " + owner,
          names.size() + " blobs, and nothing to roll back",
          after,
          run -> {
            for (String name : names) {
              session.blobs(Session.blobs(account).orElseThrow()).delete(name);
            }
          });
      ids.add("kept");
    }
  }

  private void deleteAccount(String name) throws Exception {
    Optional<StorageAccountInner> now = session.accounts(owner).glance(name);
    if (now.isPresent()) {
      Map<String, String> tags = now.get().tags();
      if (!Ownership.owns(owner, tags)) {
        throw Ownership.refusal(
            owner, List.of(Ownership.stranger("storage account " + name, tags)));
      }
      if (session.accounts(owner).containers(name).stream().anyMatch(this::othersRun)) {
        throw new ChangedMeanwhile("another owner's functions run from storage account " + name);
      }
      session.accounts(owner).delete(name);
    }
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
