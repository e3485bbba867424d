package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.identity.Assignment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Deletes what an owner has, what calls before what is called: a site before its plan, and a role
 * before who has it, since one that is left over names nobody.
 */
final class Removal {
  private static final Duration EMPTYING = Duration.ofMinutes(5);

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final EventSteps events;
  private final List<String> ids = new ArrayList<>();
  private final Set<String> gone = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  Removal(
      StepList list, Session session, Owner owner, Survey survey, Place place, EventSteps events) {
    this.events = events;
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Adds the steps that delete what is one function's own, what is kept of it aside. */
  void function(String function, String why) throws Exception {
    StepList.Lane lane = list.lane(Optional.of(function), "site:" + function);
    Subscribing subscribing = events.subscribing();
    Leasing leasing = events.leasing();
    List<String> told =
        subscribing.isToldBySiteAlone(function)
            ? subscribing.remove(lane, function, why, List.of()).stream().toList()
            : List.of();
    List<String> first = new ArrayList<>(told);
    events.hearings().remove(lane, function, why).ifPresent(first::add);
    boolean leasesFirst = leasing.isToldBySiteAlone(function);
    if (leasesFirst) {
      leasing.remove(lane, function, why, List.of()).ifPresent(first::add);
    }
    List<String> sites = delete(lane, "site", survey.of(survey.sites(), function), why, first);
    delete(lane, "plan", survey.of(survey.plans(), function), why, sites);
    List<IdentityInner> identities = survey.of(survey.identities(), function);
    List<String> before = new ArrayList<>(sites);
    before.addAll(first);
    List<String> roles = roles(identities);
    if (!roles.isEmpty()) {
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          "roles",
          "roles of " + function,
          why,
          sites,
          run -> {
            for (String role : roles) {
              session.roles(owner).delete(role);
            }
          });
      before.add(lane.id("roles"));
    }
    if (told.isEmpty()) {
      subscribing.remove(lane, function, why, before).ifPresent(before::add);
    }
    if (!leasesFirst) {
      leasing.remove(lane, function, why, List.copyOf(before)).ifPresent(before::add);
    }
    delete(lane, "identity", identities, why, before);
    if (session.settings().deleteStorage()) {
      delete(lane, "storage account", survey.of(survey.accounts(), function), why, before);
    } else {
      survey.host(function).ifPresent(account -> emptied(lane, account, function, why, sites));
    }
  }

  /** Deletes what we have put into a function's account, and leaves what else is there. */
  private void emptied(
      StepList.Lane lane,
      StorageAccountInner account,
      String function,
      String why,
      List<String> after) {
    notes.add(
        "storage account "
            + account.name()
            + " stays, since data of "
            + function
            + " may be in it; portolan.azure.deleteStorage=true deletes it with all that it holds");
    String container = Names.container(owner, function);
    if (survey.containers(account).contains(container)) {
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          "container",
          "container " + container,
          why,
          after,
          run -> session.accounts(owner).deleteContainer(account.name(), container, owner));
      ids.add(lane.id("container"));
    }
  }

  /** Adds the step that deletes what is kept of a function. */
  void kept(String function) throws Exception {
    String account = survey.account().map(Resource::name).orElse("");
    new Shelf(list, session, owner, survey, account).sweep(function, List.of());
  }

  private List<String> delete(
      StepList.Lane lane,
      String kind,
      List<? extends Resource> there,
      String why,
      List<String> after) {
    List<String> made = new ArrayList<>();
    for (Resource each : there) {
      String id = kind.replace("storage ", "") + (there.size() == 1 ? "" : ":" + each.name());
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          id,
          kind + " " + each.name(),
          why,
          after,
          run -> {
            switch (kind) {
              case "site" -> session.deeds(owner).delete(each.name());
              case "plan" -> session.sites(owner).deletePlan(each.name());
              case "storage account" -> session.accounts(owner).delete(each.name(), owner);
              default -> session.identities(owner).delete(each.name());
            }
          });
      made.add(lane.id(id));
      gone.add(each.id().toLowerCase(Locale.ROOT));
    }
    ids.addAll(made);
    return made;
  }

  /** Ids of the assignments that we made for some identities. */
  private List<String> roles(List<IdentityInner> identities) {
    return survey.roles().stream()
        .filter(Assignment::made)
        .filter(
            role ->
                identities.stream()
                    .anyMatch(
                        each -> ("" + each.principalId()).equalsIgnoreCase(role.principalId())))
        .map(RoleAssignmentInner::id)
        .toList();
  }

  /** Adds the steps that delete what functions share, as far as it is ours and holds only that. */
  void shared() throws Exception {
    if (survey.account().isPresent()) {
      StorageRemoval storage = new StorageRemoval(list, session, owner, survey);
      ids.addAll(storage.add(survey.account().get(), List.copyOf(ids)));
      notes.addAll(storage.notes());
    }
    group();
  }

  /** A group that is ours goes if nothing of anybody else's is in it. */
  private void group() throws Exception {
    if (survey.group().filter(group -> Ownership.owns(owner, group.tags())).isEmpty()) {
      return;
    }
    SortedSet<String> others = strangers();
    if (!others.isEmpty()) {
      notes.add(
          "resource group "
              + place.resourceGroup()
              + " stays, since it holds "
              + String.join(", ", others));
      return;
    }
    list.lane(Optional.empty(), "group")
        .add(
            Phase.SWEEP,
            Change.DELETE,
            "group",
            "resource group " + place.resourceGroup(),
            "nothing else is in it",
            ids,
            run -> {
              session
                  .polling()
                  .until(
                      run,
                      "resource group " + place.resourceGroup(),
                      EMPTYING,
                      () ->
                          session.groups(owner).glanceAtResources(place.resourceGroup()).stream()
                              .findFirst()
                              .map(id -> "it still holds " + Place.last(id)));
              var begun = session.groups(owner).delete(place.resourceGroup());
              if (begun.isPresent()) {
                session
                    .operations()
                    .end(
                        run,
                        "resource group " + place.resourceGroup(),
                        begun.get(),
                        () -> Optional.empty());
              }
            });
  }

  /** What is in the group and no step deletes. */
  private SortedSet<String> strangers() throws Exception {
    SortedSet<String> ours = new TreeSet<>(gone);
    if (ids.contains("account")) {
      ours.add(survey.account().orElseThrow().id().toLowerCase(Locale.ROOT));
    }
    SortedSet<String> others = new TreeSet<>();
    for (String id : session.groups(owner).resources(place.resourceGroup())) {
      if (!ours.contains(id.toLowerCase(Locale.ROOT))) {
        others.add(Place.last(id));
      }
    }
    return others;
  }
}
