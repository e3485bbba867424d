package dev.portolan.sandbox.azure;

import dev.portolan.sandbox.azure.bus.Namespaces;
import dev.portolan.sandbox.azure.bus.Queues;
import dev.portolan.sandbox.azure.bus.TopicSubscriptions;
import dev.portolan.sandbox.azure.bus.Topics;
import dev.portolan.sandbox.azure.cosmos.CosmosAccounts;
import dev.portolan.sandbox.azure.cosmos.DataRights;
import dev.portolan.sandbox.azure.cosmos.SqlContainers;
import dev.portolan.sandbox.azure.grid.EventSubscriptions;
import dev.portolan.sandbox.azure.grid.SystemTopics;
import dev.portolan.sandbox.azure.identity.Assignments;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.identity.Permissions;
import dev.portolan.sandbox.azure.plane.Addresses;
import dev.portolan.sandbox.azure.resources.Groups;
import dev.portolan.sandbox.azure.resources.Registrations;
import dev.portolan.sandbox.azure.resources.Subscriptions;
import dev.portolan.sandbox.azure.resources.Tags;
import dev.portolan.sandbox.azure.scm.Deployments;
import dev.portolan.sandbox.azure.storage.Accounts;
import dev.portolan.sandbox.azure.storage.Containers;
import dev.portolan.sandbox.azure.web.HostActions;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Plans;
import dev.portolan.sandbox.azure.web.Settings;
import dev.portolan.sandbox.azure.web.Sites;
import dev.portolan.sandbox.azure.web.Stacks;
import dev.portolan.sandbox.azure.web.Vaults;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Whims;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The providers behind the resource manager, put together. */
final class Catalog {
  private static final List<Kind> KINDS =
      List.of(
          Accounts.ACCOUNTS, Identities.IDENTITIES, Plans.PLANS, Web.SITES, SystemTopics.TOPICS);

  private Catalog() {}

  static List<Provider> providers(
      Addresses addresses,
      Registrations registrations,
      Hosts hosts,
      Deployments deployments,
      Supplier<Delays> delays,
      Whims whims) {
    List<Kind> scopes = new ArrayList<>(KINDS);
    scopes.add(Groups.GROUPS);
    scopes.add(CosmosAccounts.ACCOUNTS);
    scopes.add(Containers.CONTAINERS);
    scopes.add(Namespaces.NAMESPACES);
    scopes.add(Queues.QUEUES);
    scopes.add(Topics.TOPICS);
    scopes.add(TopicSubscriptions.SUBSCRIPTIONS);
    Sites sites = new Sites(addresses, delays, whims);
    List<Provider> held = new ArrayList<>();
    held.add(new Assignments(scopes, delays, whims));
    held.add(new Permissions(whims));
    held.add(new Identities(delays));
    held.add(new Accounts(addresses, delays, EventSubscriptions::drop));
    held.add(new Containers(delays));
    held.add(sites);
    held.add(new Settings(sites));
    held.add(new HostActions(hosts));
    held.add(new Plans());
    held.add(new Stacks());
    held.add(new Vaults());
    held.add(new Namespaces());
    held.add(new Queues());
    held.add(new Topics());
    held.add(new TopicSubscriptions());
    held.add(new SystemTopics());
    held.add(new EventSubscriptions(delays, whims));
    held.add(new CosmosAccounts());
    held.add(new SqlContainers(delays));
    held.add(new DataRights(delays));
    held.add(deployments);
    List<Provider> all = new ArrayList<>(held);
    all.add(new Groups(held, KINDS, delays));
    all.add(registrations);
    all.add(new Subscriptions());
    all.add(new Tags(KINDS, whims));
    return all;
  }
}
