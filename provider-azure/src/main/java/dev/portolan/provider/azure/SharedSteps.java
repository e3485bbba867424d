package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.storage.StorageSteps;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The steps that make what an owner's functions share. */
final class SharedSteps {
  static final String GROUP = "group";

  /** Id of the step after which packages can be kept. */
  static final String RELEASES = "releases";

  /** Id of the step after which we may keep packages. */
  static final String KEEPER = "keeper";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final String account;

  SharedSteps(
      StepList list, Session session, Owner owner, Survey survey, Place place, String account) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.account = account;
  }

  void add() throws Exception {
    if (survey.group().isEmpty()) {
      list.lane(Optional.empty(), "group")
          .add(
              Phase.STAGE,
              Change.CREATE,
              GROUP,
              "resource group " + place.resourceGroup(),
              "there is none",
              List.of(),
              run ->
                  session
                      .groups(owner)
                      .create(place.resourceGroup(), place.location(), Ownership.tags(owner)));
    }
    StorageSteps storage =
        new StorageSteps(
            list.lane(Optional.empty(), "account"),
            session.accounts(owner),
            session.operations(),
            owner,
            account);
    storage.account(
        survey.account(),
        place,
        Ownership.tags(owner),
        "there is none for packages",
        List.of(GROUP));
    storage.container(
        RELEASES,
        Names.releases(owner),
        survey.account().map(survey::containers).orElse(new TreeSet<>()),
        "packages",
        List.of());
    keeper(storage.id());
  }

  /** No key opens the account, so we need a role ourselves to keep a package in it. */
  private void keeper(String made) throws Exception {
    Assignment wanted =
        new Assignment(
            accountId(),
            Assignment.BLOB_CONTRIBUTOR,
            session.caller().id(),
            session.caller().person());
    if (!wanted.in(survey.roles()) && !wanted.withRole(Assignment.BLOB_OWNER).in(survey.roles())) {
      list.lane(Optional.empty(), "account")
          .add(
              Phase.STAGE,
              Change.CREATE,
              KEEPER,
              "role of " + session.caller().name() + " at storage account " + account,
              "packages are kept with it: no key opens the account",
              List.of(made),
              run -> session.roles(owner).create(wanted));
    }
  }

  String account() {
    return account;
  }

  private String accountId() {
    return survey
        .account()
        .map(each -> each.id())
        .orElse(place.id("Microsoft.Storage/storageAccounts", account));
  }
}
