package dev.portolan.provider.azure;

import com.azure.core.http.HttpClient;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.portolan.deploy.driver.Deployer.CallCount;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Target;
import dev.portolan.provider.azure.access.AccessCalls;
import dev.portolan.provider.azure.access.Registrations;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.config.AzureSettings;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.cosmos.CosmosCalls;
import dev.portolan.provider.azure.grid.GridCalls;
import dev.portolan.provider.azure.grid.ObjectCalls;
import dev.portolan.provider.azure.group.GroupCalls;
import dev.portolan.provider.azure.identity.IdentityCalls;
import dev.portolan.provider.azure.identity.RoleCalls;
import dev.portolan.provider.azure.identity.VaultCalls;
import dev.portolan.provider.azure.publish.HostCalls;
import dev.portolan.provider.azure.publish.Invoking;
import dev.portolan.provider.azure.publish.PublishCalls;
import dev.portolan.provider.azure.publish.Publishing;
import dev.portolan.provider.azure.site.SiteCalls;
import dev.portolan.provider.azure.site.SiteDeeds;
import dev.portolan.provider.azure.storage.AccountCalls;
import dev.portolan.provider.azure.storage.BlobCalls;
import dev.portolan.provider.azure.wire.AzureClients;
import dev.portolan.provider.azure.wire.Caller;
import dev.portolan.provider.azure.wire.Listing;
import dev.portolan.provider.azure.wire.Login;
import dev.portolan.provider.azure.wire.Operations;
import dev.portolan.provider.azure.wire.Wire;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One run's connection to one subscription; opened when it is first needed. */
final class Session {
  private static final String SUBSCRIPTION = "AZURE_SUBSCRIPTION_ID";
  private static final String TENANT = "AZURE_TENANT_ID";
  private static final String LOCATION = "AZURE_LOCATION";
  private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private final AzureSettings settings;
  private final Surroundings surroundings;
  private final Transports transports;
  private final Tally tally;
  private Wire wire;
  private Login login;
  private AzureClients clients;
  private Caller caller;
  private boolean registering;

  Session(AzureSettings settings, Surroundings surroundings, Transports transports) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.transports = transports;
    this.tally = new Tally(surroundings.retry());
  }

  AzureSettings settings() {
    return settings;
  }

  CallCount calls() {
    return tally.count();
  }

  Tally tally() {
    return tally;
  }

  Instant now() {
    return surroundings.time().now();
  }

  Polling polling() {
    return new Polling(surroundings.time());
  }

  synchronized Wire wire() {
    if (wire == null) {
      HttpClient client = transports.http().get();
      login = transports.login().orElseGet(() -> Login.open(settings, client));
      wire = new Wire(client, login, settings.endpoint());
    }
    return wire;
  }

  Operations operations() {
    return new Operations(polling(), wire().manager(), tally);
  }

  synchronized AzureClients clients() {
    if (clients == null) {
      clients =
          new AzureClients(
              wire(),
              settings.tenant().or(() -> variable(TENANT)).orElse("common"),
              subscription());
    }
    return clients;
  }

  /** Whom the token is about. Roles are assigned to that. */
  synchronized Caller caller() throws Exception {
    if (caller == null) {
      Wire opened = wire();
      caller =
          tally
              .glance(() -> login.caller(opened.managerScope()))
              .orElseThrow(
                  () ->
                      DeployException.of(
                          DeployException.Kind.UNAUTHENTICATED,
                          "the token that Azure gave us does not say whose it is",
                          "log in again, or set portolan.azure.credentials to another way"));
    }
    return caller;
  }

  Target target() throws Exception {
    return new Target(
        AzureSettings.PROVIDER, subscription(), location().orElse(""), caller().name());
  }

  String subscription() {
    Optional<String> named = settings.subscription().or(() -> variable(SUBSCRIPTION));
    if (named.filter(text -> text.matches(GUID)).isPresent()) {
      return named.get();
    }
    throw DeployException.of(
        List.of(
            named
                .map(
                    text ->
                        Problem.of(
                            "variable " + SUBSCRIPTION,
                            "'" + text + "' is not a subscription's id",
                            "change it, or set portolan.azure.subscription"))
                .orElse(
                    Problem.of(
                        "portolan.azure.subscription",
                        "nothing names the subscription",
                        "set it, or " + SUBSCRIPTION + "; 'az account show' tells it"))));
  }

  private Optional<String> location() {
    return settings.location().or(() -> variable(LOCATION));
  }

  String resourceGroup(Owner owner) {
    return settings.resourceGroup().orElse(Names.resourceGroup(owner));
  }

  /** Where an owner's resources are; the location is empty if nothing here names it. */
  Place place(Owner owner) {
    return new Place(subscription(), resourceGroup(owner), location().orElse(""));
  }

  GroupCalls groups(Owner owner) {
    return new GroupCalls(clients(), tally);
  }

  AccountCalls accounts(Owner owner) {
    return new AccountCalls(clients(), tally, resourceGroup(owner));
  }

  /** An account's own address for blobs, as it tells it. */
  static Optional<String> blobs(StorageAccountInner account) {
    return Optional.ofNullable(account.primaryEndpoints()).map(each -> each.blob());
  }

  /** What an owner keeps for rollbacks, in the account of an address. */
  BlobCalls blobs(Owner owner, String address) {
    return new BlobCalls(wire(), tally, address, Names.releases(owner));
  }

  IdentityCalls identities(Owner owner) {
    return new IdentityCalls(clients(), tally, resourceGroup(owner));
  }

  RoleCalls roles(Owner owner) {
    return new RoleCalls(clients(), tally);
  }

  VaultCalls vaults() {
    return new VaultCalls(new Listing(wire(), tally, subscription()));
  }

  BusCalls bus() {
    return new BusCalls(new Listing(wire(), tally, subscription()));
  }

  /** The containers of others. */
  ObjectCalls objects() {
    return new ObjectCalls(new Listing(wire(), tally, subscription()));
  }

  GridCalls grid() {
    return new GridCalls(new Listing(wire(), tally, subscription()), operations(), polling());
  }

  CosmosCalls cosmos() {
    return new CosmosCalls(new Listing(wire(), tally, subscription()), operations());
  }

  SiteCalls sites(Owner owner) {
    return new SiteCalls(clients(), wire(), tally, resourceGroup(owner));
  }

  SiteDeeds deeds(Owner owner) {
    return new SiteDeeds(owner, sites(owner), groups(owner), operations());
  }

  Publishing publishing(Owner owner) {
    return new Publishing(
        deeds(owner), sites(owner), new PublishCalls(wire(), tally), hosts(), polling());
  }

  private HostCalls hosts() {
    return new HostCalls(wire(), tally);
  }

  Invoking invoking(Owner owner) {
    return Invoking.of(sites(owner), hosts(), polling());
  }

  /**
   * The steps, with those before them that register the subscription for what it is not registered
   * for: from then on, Azure may answer for minutes that it is not.
   */
  synchronized List<Step> registered(List<Step> steps, Collection<String> missing) {
    if (missing.isEmpty()) {
      return steps;
    }
    registering = true;
    return new Registrations(access(), polling()).before(steps, missing);
  }

  synchronized boolean registering() {
    return registering;
  }

  AccessCalls access() {
    return new AccessCalls(clients(), wire(), tally);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(surroundings.environment().get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
