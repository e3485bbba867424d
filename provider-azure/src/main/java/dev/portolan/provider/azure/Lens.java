package dev.portolan.provider.azure;

import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at an owner's resource group: reads only. */
final class Lens {
  private final Session session;
  private final Owner owner;
  private final Place place;

  Lens(Session session, Owner owner) throws Exception {
    this.session = session;
    this.owner = owner;
    this.place = session.place(owner);
  }

  /** All that a plan needs to know. */
  Survey whole() throws Exception {
    Optional<ResourceGroupInner> group = session.groups(owner).find(place.resourceGroup());
    if (group.isEmpty()) {
      return Survey.nothing(owner);
    }
    List<StorageAccountInner> accounts = session.accounts(owner).accounts();
    Optional<StorageAccountInner> account = account(accounts);
    List<SiteInner> sites = session.sites(owner).sites();
    return new Survey(
        owner,
        group,
        accounts,
        account,
        containers(accounts, account),
        kept(account),
        session.identities(owner).identities(),
        session.sites(owner).plans(),
        sites,
        session.roles(owner).around(place.id()),
        live(sites));
  }

  /** The same, with all roles that the owner's identities have. */
  Survey thorough(Survey survey) throws Exception {
    List<RoleAssignmentInner> roles = new ArrayList<>();
    for (IdentityInner identity : survey.identities()) {
      if (survey.ours(identity)) {
        roles.addAll(session.roles(owner).of("" + identity.principalId(), place.subscription()));
      }
    }
    return survey.with(roles);
  }

  /** Only what tells what serves. */
  Survey glimpse() throws Exception {
    Optional<ResourceGroupInner> group = session.groups(owner).find(place.resourceGroup());
    Survey nothing = Survey.nothing(owner);
    if (group.isEmpty()) {
      return nothing;
    }
    SortedMap<String, Live> live = new TreeMap<>();
    for (SiteInner site : ours(session.sites(owner).sites())) {
      Live each = new Live(site, new TreeMap<>(), new TreeSet<>(), Sharing.NONE);
      live.put(each.function(), each);
    }
    return new Survey(
        owner,
        group,
        List.of(),
        Optional.empty(),
        nothing.containers(),
        nothing.kept(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        live);
  }

  /** The account of our name, or the one that our tags are on. */
  private Optional<StorageAccountInner> account(List<StorageAccountInner> accounts) {
    String name = session.settings().storageAccount().orElse(Names.storageAccount(place, owner));
    return Survey.named(accounts, name)
        .filter(each -> session.settings().storageAccount().isPresent() || owned(each.tags()))
        .or(
            () ->
                accounts.stream()
                    .filter(each -> owned(each.tags()))
                    .filter(each -> Ownership.function(each.tags()).isEmpty())
                    .findFirst());
  }

  private SortedMap<String, SortedSet<String>> containers(
      List<StorageAccountInner> accounts, Optional<StorageAccountInner> shared) throws Exception {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    for (StorageAccountInner each : accounts) {
      boolean host = owned(each.tags()) && !Ownership.function(each.tags()).isEmpty();
      if (host || shared.filter(one -> one.name().equals(each.name())).isPresent()) {
        all.put(each.name(), session.accounts(owner).containers(each.name()));
      }
    }
    return all;
  }

  private Optional<SortedSet<String>> kept(Optional<StorageAccountInner> account) throws Exception {
    Optional<String> address = account.flatMap(Session::blobs);
    return address.isEmpty()
        ? Optional.of(new TreeSet<>())
        : session.blobs(owner, address.get()).names(Names.shelf(owner));
  }

  private SortedMap<String, Live> live(List<SiteInner> sites) throws Exception {
    SortedMap<String, Live> all = new TreeMap<>();
    for (SiteInner site : ours(sites)) {
      Live live =
          new Live(
              site,
              session.sites(owner).settings(site.name()),
              session.sites(owner).passwords(site.name()),
              session.sites(owner).sharing(site.name()));
      all.put(live.function(), live);
    }
    return all;
  }

  private List<SiteInner> ours(List<SiteInner> sites) {
    return sites.stream().filter(site -> owned(site.tags())).toList();
  }

  private boolean owned(Map<String, String> tags) {
    return Ownership.owns(owner, tags);
  }
}
