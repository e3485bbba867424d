package dev.portolan.provider.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import com.azure.resourcemanager.storage.fluent.models.BlobContainerInner;
import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.azure.access.AccessCalls;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.group.GroupCalls;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.identity.IdentityCalls;
import dev.portolan.provider.azure.publish.PublishCalls;
import dev.portolan.provider.azure.site.Face;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.Shape;
import dev.portolan.provider.azure.site.SiteCalls;
import dev.portolan.provider.azure.storage.AccountCalls;
import dev.portolan.provider.azure.storage.BlobCalls;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Wire;
import dev.portolan.sandbox.azure.AzureCloud;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Somebody else who works in the same subscription. */
final class Stranger {
  static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

  private final EmbeddedCloud cloud;
  private final Wire wire;
  private final AzureClients clients;
  private final Tally tally = new Tally(new Once());

  Stranger(EmbeddedCloud cloud) {
    this.cloud = cloud;
    this.wire =
        new Wire(cloud.http(), cloud.login(), cloud.settings().get("endpoint").map(URI::create));
    this.clients = new AzureClients(wire, AzureCloud.TENANT, AzureCloud.SUBSCRIPTION);
  }

  /** Tries nothing twice. */
  private static final class Once implements CallRetry {
    @Override
    public <T> T call(Callable<T> call) throws Exception {
      return call.call();
    }
  }

  /** Makes all that a function of ours would be, by the same names. */
  void plant(Owner owner, String function) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    Map<String, String> theirs = Map.of("team", "theirs");
    work(
        () -> {
          String group = place.resourceGroup();
          new GroupCalls(clients, tally).create(group, place.location(), theirs);
          String account = Names.storageAccount(place, owner);
          new AccountCalls(clients, tally, group).create(account, place, theirs);
          String site = Names.site(place, owner, function);
          IdentityInner identity =
              new IdentityCalls(clients, tally, group).put(site, place.location(), theirs);
          SiteCalls sites = new SiteCalls(clients, wire, tally, group);
          sites.createPlan(site, place, theirs);
          sites.put(site, site(place, site, identity.id(), account).withTags(theirs));
          return null;
        });
  }

  private static SiteInner site(Place place, String site, String identity, String account) {
    Release release =
        new Release(
            "0".repeat(64),
            "0".repeat(64),
            21,
            512,
            4,
            0,
            100,
            new TreeMap<>(),
            new Face(true, "", ""),
            new TreeSet<>());
    return new Shape(
            release,
            place.location(),
            place.id("Microsoft.Web/serverfarms", site),
            identity,
            "https://" + account + ".blob.core.windows.net/theirs")
        .site(Map.of());
  }

  /** Gives a function of ours more memory, as the portal does. */
  void resize(Owner owner, String function) {
    work(
        () -> {
          SiteCalls sites = new SiteCalls(clients, wire, tally, Names.resourceGroup(owner));
          SiteInner live =
              sites.sites().stream()
                  .filter(each -> function.equals(each.tags().get("portolan-function")))
                  .findFirst()
                  .orElseThrow();
          live.functionAppConfig().scaleAndConcurrency().withInstanceMemoryMB(4096);
          sites.put(live.name(), live.withSiteConfig(null));
          return null;
        });
  }

  /** Publishes what a function of ours runs to it once more. */
  void publish(Owner owner, String function, byte[] content) {
    work(
        () -> {
          SiteCalls sites = new SiteCalls(clients, wire, tally, Names.resourceGroup(owner));
          SiteInner live =
              sites.sites().stream()
                  .filter(each -> function.equals(each.tags().get("portolan-function")))
                  .findFirst()
                  .orElseThrow();
          return new PublishCalls(wire, tally)
              .publish(Live.publishing(live).orElseThrow(), BinaryData.fromBytes(content));
        });
  }

  /** Puts something else in the place of what is kept, by its name among all that is. */
  void overwrite(Owner owner, Predicate<String> name, UnaryOperator<BinaryData> change) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    String address = "https://" + Names.storageAccount(place, owner) + ".blob.core.windows.net/";
    work(
        () -> {
          BlobCalls blobs = new BlobCalls(wire, tally, address, Names.releases(owner));
          for (String each : blobs.names("").orElseThrow().stream().filter(name).toList()) {
            blobs.put(each, change.apply(blobs.get(each).orElseThrow()));
          }
          return null;
        });
  }

  /** Begins to make an owner's account, as a run does that is killed then. */
  void beginAccount(Owner owner) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    Map<String, String> tags = Ownership.tags(owner);
    try {
      String group = place.resourceGroup();
      new GroupCalls(clients, tally).create(group, place.location(), tags);
      new AccountCalls(clients, tally, group)
          .create(Names.storageAccount(place, owner), place, tags);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes a site of ours in ways that we have no word for. */
  void change(Owner owner, UnaryOperator<SiteInner> how) {
    work(
        () -> {
          SiteCalls sites = new SiteCalls(clients, wire, tally, Names.resourceGroup(owner));
          SiteInner live = sites.sites().get(0);
          sites.put(live.name(), how.apply(live.withSiteConfig(null)));
          return null;
        });
  }

  /** Makes an identity of theirs in an owner's group, and tells its id. */
  String identity(Owner owner) {
    String group = Names.resourceGroup(owner);
    try {
      return new IdentityCalls(clients, tally, group)
          .put("theirs", AzureCloud.LOCATION, Map.of())
          .id();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void deleteIdentity(Owner owner, String function) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    work(
        () -> {
          new IdentityCalls(clients, tally, place.resourceGroup())
              .delete(Names.site(place, owner, function));
          return null;
        });
  }

  /** Makes an identity that is tagged as a function's own. */
  void twin(Owner owner, String function, String name) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    work(
        () -> {
          IdentityCalls calls = new IdentityCalls(clients, tally, place.resourceGroup());
          Map<String, String> tags =
              calls.glance(Names.site(place, owner, function)).orElseThrow().tags();
          return calls.put(name, AzureCloud.LOCATION, tags);
        });
  }

  /** Takes the tags off a function's identity whose names begin so. */
  void untag(Owner owner, String function, String prefix) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    work(
        () -> {
          IdentityCalls calls = new IdentityCalls(clients, tally, place.resourceGroup());
          String name = Names.site(place, owner, function);
          Map<String, String> tags = new TreeMap<>(calls.glance(name).orElseThrow().tags());
          tags.keySet().removeIf(each -> each.startsWith(prefix));
          return calls.put(name, AzureCloud.LOCATION, tags);
        });
  }

  /** Gives one of the settings of the first site another value. */
  void setting(Owner owner, String name, String value) {
    work(
        () -> {
          SiteCalls sites = new SiteCalls(clients, wire, tally, Names.resourceGroup(owner));
          String site = sites.sites().get(0).name();
          Map<String, String> all = new TreeMap<>(sites.settings(site));
          all.put(name, value);
          return sites.putSettings(site, all);
        });
  }

  void deleteHostAccount(Owner owner, String function) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    delete(owner, Names.hostAccount(place, owner, function));
  }

  void deleteAccount(Owner owner) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    delete(owner, Names.storageAccount(place, owner));
  }

  private void delete(Owner owner, String account) {
    work(
        () -> {
          new AccountCalls(clients, tally, Names.resourceGroup(owner)).delete(account, owner);
          return null;
        });
  }

  void deleteContainer(Owner owner, String function) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    work(
        () -> {
          new AccountCalls(clients, tally, place.resourceGroup())
              .deleteContainer(
                  Names.hostAccount(place, owner, function),
                  Names.container(owner, function),
                  owner);
          return null;
        });
  }

  /** Makes a container that is there anew, without a word of whose it is. */
  void container(Owner owner, String function) {
    Place place =
        new Place(AzureCloud.SUBSCRIPTION, Names.resourceGroup(owner), AzureCloud.LOCATION);
    work(
        () ->
            clients
                .storage()
                .getBlobContainers()
                .create(
                    place.resourceGroup(),
                    Names.hostAccount(place, owner, function),
                    Names.container(owner, function),
                    new BlobContainerInner()));
  }

  /** Lets somebody read all that is at a scope, as a platform's team does: by a name of its own. */
  void grant(String principal, String scope) {
    RoleAssignmentCreateParameters reader =
        new RoleAssignmentCreateParameters()
            .withRoleDefinitionId(new Assignment(scope, READER, principal, false).definition())
            .withPrincipalId(principal)
            .withPrincipalType(PrincipalType.SERVICE_PRINCIPAL);
    String name = UUID.nameUUIDFromBytes(scope.getBytes(StandardCharsets.UTF_8)).toString();
    work(
        () ->
            clients
                .roles()
                .getRoleAssignments()
                .createWithResponse(scope.substring(1), name, reader, Context.NONE));
  }

  /** Writes another history of releases on a function of ours. */
  void mark(Owner owner, String function, String releases) {
    work(
        () -> {
          SiteCalls sites = new SiteCalls(clients, wire, tally, Names.resourceGroup(owner));
          String id =
              sites.sites().stream()
                  .filter(each -> function.equals(each.tags().get("portolan-function")))
                  .findFirst()
                  .orElseThrow()
                  .id();
          return new GroupCalls(clients, tally).tag(id, Map.of(Live.RELEASES, releases));
        });
  }

  private void work(Callable<?> work) {
    try {
      work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    cloud.azure().settle();
  }

  /** What the subscription is and lets us do. */
  AccessCalls access() {
    return new AccessCalls(clients, wire, tally);
  }
}
