package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.storage.StorageSteps;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The storage accounts that are one function's own: Azure runs it from there, and its host keeps
 * its keys, locks and timers there. No other function has a role at it.
 */
final class HostAccounts {
  static final String CONTAINER = "container";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;

  HostAccounts(StepList list, Session session, Owner owner, Survey survey, Place place) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
  }

  /** The name of the one that is there, else one that is derived. */
  static String name(Survey survey, Place place, Owner owner, String function) {
    return survey
        .host(function)
        .map(Resource::name)
        .orElseGet(() -> Names.hostAccount(place, owner, function));
  }

  private StepList.Lane lane(String function) {
    return list.lane(Optional.of(function), "account:" + function);
  }

  /**
   * Adds what is missing of a function's account.
   *
   * @return id of the step that makes it
   */
  String add(String function, String account) {
    Optional<StorageAccountInner> there = survey.host(function);
    StorageSteps steps =
        new StorageSteps(
            lane(function), session.accounts(owner), session.operations(), owner, account);
    steps.account(
        there,
        place,
        Ownership.tags(owner, function),
        "there is none for it and its host",
        List.of(SharedSteps.GROUP, lane(function).id(ReleaseSteps.MARK)));
    steps.container(
        CONTAINER,
        Names.container(owner, function),
        there.map(survey::containers).orElse(new TreeSet<>()),
        "what Azure runs it from",
        List.of(lane(function).id(ReleaseSteps.MARK)));
    return steps.id();
  }

  /** Whether what Azure runs a function from is there already. */
  boolean holds(String function) {
    return survey
        .host(function)
        .filter(each -> survey.containers(each).contains(Names.container(owner, function)))
        .isPresent();
  }

  String id(String function, String account) {
    return survey
        .host(function)
        .map(Resource::id)
        .orElse(place.id("Microsoft.Storage/storageAccounts", account));
  }

  /** The address of the container that Azure runs a function from, once there is an account. */
  String container(String function, String account) throws Exception {
    Optional<String> known = survey.host(function).flatMap(Session::blobs);
    String address =
        known.isPresent()
            ? known.get()
            : session
                .accounts(owner)
                .glance(account)
                .flatMap(Session::blobs)
                .orElseThrow(() -> new ChangedMeanwhile("storage account " + account + " is gone"));
    return address.replaceAll("/+$", "") + "/" + Names.container(owner, function);
  }
}
