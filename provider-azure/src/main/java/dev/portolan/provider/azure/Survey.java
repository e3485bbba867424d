package dev.portolan.provider.azure;

import com.azure.core.management.Resource;
import com.azure.resourcemanager.appservice.fluent.models.AppServicePlanInner;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.site.Live;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an owner's resource group holds, and what of it is the owner's.
 *
 * @param group empty if there is none, and then nothing else
 * @param accounts all of the group, strangers' too; likewise what follows
 * @param account what the owner's functions share
 * @param containers of the owner's accounts, by their names
 * @param kept names of what the owner's account keeps for rollbacks; empty if we may not look
 * @param live the owner's sites with all that is known of them, by function
 */
record Survey(
    Owner owner,
    Optional<ResourceGroupInner> group,
    List<StorageAccountInner> accounts,
    Optional<StorageAccountInner> account,
    SortedMap<String, SortedSet<String>> containers,
    Optional<SortedSet<String>> kept,
    List<IdentityInner> identities,
    List<AppServicePlanInner> plans,
    List<SiteInner> sites,
    List<RoleAssignmentInner> roles,
    SortedMap<String, Live> live) {
  /** What there is where there is no resource group. */
  static Survey nothing(Owner owner) {
    return new Survey(
        owner,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new TreeMap<>(),
        Optional.of(new TreeSet<>()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>());
  }

  /** The same, with what is known of roles elsewhere. */
  Survey with(List<RoleAssignmentInner> elsewhere) {
    List<RoleAssignmentInner> all = new ArrayList<>(roles);
    Set<String> ids = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    roles.forEach(each -> ids.add(each.id()));
    elsewhere.stream().filter(each -> ids.add(each.id())).forEach(all::add);
    return new Survey(
        owner, group, accounts, account, containers, kept, identities, plans, sites, all, live);
  }

  boolean ours(Resource resource) {
    return Ownership.owns(owner, resource.tags());
  }

  /** The names of an account's containers. */
  SortedSet<String> containers(StorageAccountInner of) {
    return containers.getOrDefault(of.name(), new TreeSet<>());
  }

  /** The account that is one function's own. */
  Optional<StorageAccountInner> host(String function) {
    return of(accounts, function).stream().findFirst();
  }

  /** The settings of the release of a function that serves; none if none does. */
  Map<String, String> settings(String function) {
    Live serving = live.get(function);
    return serving == null ? Map.of() : serving.settings();
  }

  Optional<IdentityInner> identity(String name) {
    return named(identities, name);
  }

  Optional<AppServicePlanInner> plan(String name) {
    return named(plans, name);
  }

  /** Names do not tell themselves apart by the case of their letters. */
  static <T extends Resource> Optional<T> named(List<T> all, String name) {
    return all.stream().filter(each -> name.equalsIgnoreCase(each.name())).findFirst();
  }

  /** The owner's resources of a kind that are one function's. */
  <T extends Resource> List<T> of(List<T> all, String function) {
    return all.stream()
        .filter(this::ours)
        .filter(each -> Ownership.function(each.tags()).equals(function))
        .toList();
  }

  /** All functions of which anything is there. */
  SortedSet<String> functions() {
    SortedSet<String> names = new TreeSet<>();
    List.of(identities, plans, sites).stream()
        .flatMap(List::stream)
        .map(Resource.class::cast)
        .filter(this::ours)
        .map(each -> Ownership.function(each.tags()))
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  /** All functions of which an account is there, whatever else is. */
  SortedSet<String> hosted() {
    SortedSet<String> names = new TreeSet<>();
    accounts.stream()
        .filter(this::ours)
        .map(each -> Ownership.function(each.tags()))
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  List<Deployed> deployed() {
    return live.values().stream()
        .map(Live::deployed)
        .sorted(Comparator.comparing(Deployed::function))
        .toList();
  }
}
