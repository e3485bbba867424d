package dev.portolan.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.PortRegistry;
import dev.portolan.sandbox.Refusals;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.bus.BusFiring;
import dev.portolan.sandbox.azure.bus.Namespaces;
import dev.portolan.sandbox.azure.bus.Pump;
import dev.portolan.sandbox.azure.bus.Queues;
import dev.portolan.sandbox.azure.bus.Sends;
import dev.portolan.sandbox.azure.bus.Topics;
import dev.portolan.sandbox.azure.cosmos.CosmosAccounts;
import dev.portolan.sandbox.azure.cosmos.FeedFiring;
import dev.portolan.sandbox.azure.cosmos.FeedPump;
import dev.portolan.sandbox.azure.cosmos.SqlContainers;
import dev.portolan.sandbox.azure.grid.BlobEvents;
import dev.portolan.sandbox.azure.grid.GridFiring;
import dev.portolan.sandbox.azure.grid.GridPump;
import dev.portolan.sandbox.azure.grid.SystemTopics;
import dev.portolan.sandbox.azure.kafka.KafkaFiring;
import dev.portolan.sandbox.azure.kafka.KafkaPump;
import dev.portolan.sandbox.azure.plane.Addresses;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.World;
import dev.portolan.sandbox.azure.resources.Groups;
import dev.portolan.sandbox.azure.resources.Registrations;
import dev.portolan.sandbox.azure.scm.Deployments;
import dev.portolan.sandbox.azure.scm.PublishingSites;
import dev.portolan.sandbox.azure.storage.Accounts;
import dev.portolan.sandbox.azure.storage.BlobService;
import dev.portolan.sandbox.azure.storage.Containers;
import dev.portolan.sandbox.azure.token.Bearer;
import dev.portolan.sandbox.azure.token.TokenEndpoint;
import dev.portolan.sandbox.azure.token.Tokens;
import dev.portolan.sandbox.azure.web.AppIdentities;
import dev.portolan.sandbox.azure.web.Environment;
import dev.portolan.sandbox.azure.web.Fronts;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Vaults;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.ArmWire;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.Delays;
import dev.portolan.sandbox.azure.wire.Ids;
import dev.portolan.sandbox.azure.wire.Ledger;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.TakenNames;
import dev.portolan.sandbox.azure.wire.Whims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One subscription of Azure that is up: the resource manager at its endpoint, all else where its
 * resources say. Faults, call log and delays are open to tests.
 */
public final class AzureCloud implements SandboxCloud.Running, WireHandler {
  public static final String SUBSCRIPTION = ArmId.SUBSCRIPTION;
  public static final String TENANT = ArmId.TENANT;
  public static final String LOCATION = "eastus";

  /** The vault that the settings name; it holds what {@link #keepSecret} puts there. */
  public static final String VAULT = "sandbox-vault";

  /**
   * The Service Bus namespace that the settings name; there once the cloud is {@link #furnish}ed.
   */
  public static final String BUS = "sandbox-bus";

  /** The storage account of containers that the settings name; there once it is furnished. */
  public static final String OBJECTS = "sandboxobjects";

  /** The account of Cosmos DB that the settings name; there once it is furnished. */
  public static final String COSMOS = "sandbox-cosmos";

  /** The database in it. */
  public static final String DATABASE = "records";

  /** Object id of the one who deploys; may manage everything, and owns no data by that. */
  public static final String DEPLOYER = Caller.DEPLOYER;

  private static final String IN_PROCESS = "http://127.0.0.1:9";
  private static final Pattern NAMES =
      Pattern.compile(
          "([^.]+)\\.(blob\\.core\\.windows\\.net|scm\\.azurewebsites\\.net|azurewebsites\\.net"
              + "|servicebus\\.windows\\.net)");

  private final CallLog calls = new CallLog();
  private final FaultPlan faults = new FaultPlan();
  private final AtomicReference<Delays> delays = new AtomicReference<>(Delays.none());
  private final AtomicReference<InstantSource> tokenClock =
      new AtomicReference<>(InstantSource.system());
  private final Whims whims = new Whims();
  private final String secret = Ids.uuid();
  private final StateStore state;
  private final BlobStore store;
  private final Tokens tokens;
  private final TokenEndpoint tokenEndpoint;
  private final Ledger ledger;
  private final ArmWire manager;
  private final BlobService blobs;
  private final PublishingSites publishing;
  private final Fronts fronts;
  private final DataPlane plane;
  private final Hosts hosts;
  private final Pump pump;
  private final GridPump grid;
  private final FeedPump feed;
  private final KafkaPump kafka;
  private final Firing firing;
  private final Sends sends;
  private final AppIdentities apps;
  private final Optional<Doors> doors;
  private final Optional<LoopbackServer> server;

  private AzureCloud(Setup setup) throws IOException {
    Path directory = Files.createDirectories(setup.directory().toAbsolutePath());
    this.state = setup.state();
    this.store = setup.blobs();
    PortRegistry ports = setup.ports();
    this.tokens = new Tokens(() -> tokenClock.get().instant());
    this.apps = new AppIdentities(state::read);
    this.tokenEndpoint = new TokenEndpoint(tokens, () -> tokenClock.get().instant(), secret, apps);
    Refusals refusals = new Refusals();
    this.plane =
        setup
            .plane()
            .apply(
                new World(
                    store,
                    setup.time(),
                    directory,
                    setup.log(),
                    refusals::heard,
                    this::surroundings));
    this.doors =
        setup.socket()
            ? Optional.of(new Doors(ports, this::front, this::publishing, this::blobs, this::bus))
            : Optional.empty();
    Addresses addresses = doors.<Addresses>map(each -> each).orElseGet(Addresses::azure);
    Registrations registrations = new Registrations(delays::get);
    this.hosts = new Hosts(plane);
    Deployments deployments = new Deployments(delays::get, whims);
    List<Provider> providers =
        Catalog.providers(addresses, registrations, hosts, deployments, delays::get, whims);
    CallGate gate = new CallGate(faults, calls);
    this.ledger = new Ledger(state, setup.time(), providers, this::changed);
    this.pump = new Pump(ledger, hosts, plane::log);
    this.grid = new GridPump(ledger, hosts, plane::log);
    this.feed = new FeedPump(ledger, hosts, plane::log);
    this.kafka = new KafkaPump(ledger, hosts, plane::log);
    this.sends = new Sends(ledger, gate, tokens, pump);
    this.blobs = new BlobService(ledger, store, gate, tokens, new BlobEvents());
    this.firing =
        new Firing(
            ledger,
            hosts,
            new BusFiring(ledger, pump, setup.time()),
            new GridFiring(ledger, grid, blobs),
            new FeedFiring(ledger, feed, setup.time()),
            new KafkaFiring(ledger, hosts, kafka, setup.time()),
            refusals);
    this.publishing = new PublishingSites(ledger, store, gate, tokens, deployments, whims);
    this.fronts = new Fronts(ledger, gate, hosts);
    this.manager =
        new ArmWire(
            providers,
            ledger,
            gate,
            request -> Bearer.manager(tokens, request),
            registrations,
            whims);
    this.server = setup.socket() ? Optional.of(listen(ports)) : Optional.empty();
    if (setup.socket()) {
      names().forEach(addresses::site);
      names().forEach(addresses::publishing);
      firing.wake();
      pump.start();
      grid.start();
      feed.start();
      kafka.start();
    }
  }

  /** Builds it and lets it run. */
  public static AzureCloud open(Setup setup) throws IOException {
    return new AzureCloud(setup);
  }

  /**
   * A schedule's time comes, a message is sent to a queue or a topic, an object is stored or
   * removed, or a record is written, into a table or to a topic of Kafka.
   *
   * @throws DeployException if no site listens
   */
  @Override
  public Happening.Result fire(Happening happening) throws InterruptedException {
    return firing.fire(happening);
  }

  private LoopbackServer listen(PortRegistry ports) throws IOException {
    LoopbackServer listening = LoopbackServer.open(ports.wanted("services"), "azure", this);
    ports.keep("services", listening.port());
    return listening;
  }

  private String endpoint() {
    return server.map(LoopbackServer::url).orElse(IN_PROCESS);
  }

  /** By its host where that is one of Azure's own names, and else as the resource manager. */
  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    if (TokenEndpoint.takes(request)) {
      return tokenEndpoint.handle(request);
    }
    Matcher host = NAMES.matcher(request.headers().first("Host").orElse(""));
    if (!host.matches()) {
      return manager.handle(request);
    }
    return switch (host.group(2)) {
      case "blob.core.windows.net" -> blobs(host.group(1), request);
      case "servicebus.windows.net" -> bus(host.group(1), request);
      case "scm.azurewebsites.net" -> publishing(host.group(1), request);
      default -> front(host.group(1), request);
    };
  }

  private WireResponse front(String site, WireRequest request) throws ConnectionLostException {
    return fronts.handle(site, request);
  }

  private WireResponse publishing(String site, WireRequest request) throws ConnectionLostException {
    return publishing.handle(site, request);
  }

  private WireResponse blobs(String account, WireRequest request) throws ConnectionLostException {
    return blobs.handle(account, request);
  }

  private WireResponse bus(String namespace, WireRequest request) throws ConnectionLostException {
    return sends.handle(namespace, request);
  }

  /**
   * What stands beside a site's app: who gives it tokens, and what takes its messages and blobs in
   * the place of Azure's own hosts.
   */
  private Map<String, String> surroundings(String site) {
    Map<String, String> all = new TreeMap<>();
    all.put("IDENTITY_ENDPOINT", endpoint() + TokenEndpoint.PATH);
    all.put("IDENTITY_HEADER", apps.word(site));
    doors.ifPresent(each -> all.putAll(each.emulators()));
    return all;
  }

  private Set<String> names() {
    return Web.SITES.all(state.read()).stream()
        .map(each -> each.path("name").asText())
        .collect(Collectors.toSet());
  }

  private void changed() {
    plane.retain(names());
    doors.ifPresent(each -> each.retain(names()));
  }

  /** Brings on what was promised and is due; calls do so by themselves. */
  public void settle() {
    ledger.settle();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("endpoint", endpoint());
    settings.put("subscription", SUBSCRIPTION);
    settings.put("tenant", TENANT);
    settings.put("location", LOCATION);
    settings.put("vault", VAULT);
    settings.put("deleteStorage", "true");
    settings.put("serviceBus", BUS);
    settings.put("createQueues", "true");
    settings.put("createTopics", "true");
    settings.put("objects", OBJECTS);
    settings.put("createContainers", "true");
    settings.put("cosmos", COSMOS + "/" + DATABASE);
    settings.put("createTables", "true");
    settings.put("identityEndpoint", endpoint() + TokenEndpoint.PATH);
    settings.put("identityHeader", secret);
    return settings;
  }

  /**
   * All that it holds, for another that is to hold the same; not what is to go wrong or be late.
   */
  public Memory memory() {
    return new Memory(state, store);
  }

  /** What was called. */
  public CallLog calls() {
    return calls;
  }

  /** What goes wrong, and where. */
  public FaultPlan faults() {
    return faults;
  }

  /** From now on promises take this long. */
  public void delay(Delays wanted) {
    delays.set(wanted);
  }

  /** What Azure is to do that it does not always do. */
  public Whims whims() {
    return whims;
  }

  /** From now on this provider cannot be used, until it is registered. */
  public void unregister(String namespace) {
    change(tree -> Registrations.unregister(tree, namespace));
  }

  /** A stranger takes a name that all of Azure shares, {@code Microsoft.Web/sites}. */
  public void take(String type, String name) {
    change(tree -> TakenNames.take(tree, type, name));
  }

  /**
   * Puts a secret into the vault that the settings name.
   *
   * @return its version, which from then on is the current one
   */
  public String keepSecret(String name, String value) {
    String version = Ids.uuid().replace("-", "");
    change(tree -> Environment.keep(tree, VAULT, name, version, value));
    return version;
  }

  /**
   * Makes the vault that the settings name.
   *
   * @param roles whether roles open it, and not policies of its own
   */
  public void keepVault(boolean roles) {
    change(tree -> Vaults.keep(tree, VAULT, roles));
  }

  /**
   * Gives the subscription what one has that was used before: a namespace of Service Bus, and, in a
   * group of their own, a storage account and one of Cosmos DB.
   */
  public AzureCloud furnish() {
    change(
        tree -> {
          Groups.keep(tree, "messaging", LOCATION);
          Namespaces.keep(tree, "messaging", BUS, "Standard");
          Groups.keep(tree, "data", LOCATION);
          CosmosAccounts.keep(tree, "data", LOCATION, COSMOS, "GlobalDocumentDB");
          if (Accounts.named(tree, OBJECTS).isEmpty()) {
            Accounts.keep(tree, "data", LOCATION, OBJECTS, "StorageV2");
          }
        });
    return this;
  }

  /**
   * Makes a queue that somebody had before, in the namespace that the settings name.
   *
   * @param deliveries how often a message comes at most
   * @param sessions whether it hands out messages by sessions alone
   */
  public void keepQueue(String name, int deliveries, boolean sessions) {
    change(tree -> Queues.keep(tree, BUS, name, deliveries, sessions));
  }

  /**
   * Makes a topic that somebody had before, in the namespace that the settings name.
   *
   * @param status {@code Active}, {@code Disabled} or {@code SendDisabled}
   */
  public void keepTopic(String name, String status) {
    change(tree -> Topics.keep(tree, BUS, name, status));
  }

  /** Makes a namespace of Service Bus that somebody had before, of a tier. */
  public void keepNamespace(String name, String tier) {
    change(tree -> Namespaces.keep(tree, "messaging", name, tier));
  }

  /** Has a storage account of somebody's tell another address for its blobs. */
  public void keepEndpoint(String name, String blobs) {
    change(tree -> Accounts.keepEndpoint(tree, "data", name, blobs));
  }

  /**
   * Makes a storage account that somebody had before.
   *
   * @param kind {@code StorageV2}, {@code Storage} …
   * @param hierarchical whether it has directories
   */
  public void keepAccount(String name, String kind, boolean hierarchical) {
    change(
        tree ->
            Accounts.keep(tree, "data", LOCATION, name, kind)
                .withObjectProperty("properties")
                .put("isHnsEnabled", hierarchical));
  }

  /** Makes a container that somebody had before, in the account that the settings name. */
  public void keepContainer(String name) {
    change(tree -> Containers.keep(tree, OBJECTS, name));
  }

  /** Makes a container of Cosmos DB that somebody had before, where the settings say. */
  public void keepTable(String name) {
    change(tree -> SqlContainers.keep(tree, COSMOS, DATABASE, name));
  }

  /** Writes a record into it as somebody else does, whoever listens. */
  public void writeRecord(String table, String id) {
    ledger.change(
        (tree, now) -> {
          SqlContainers.write(tree, COSMOS, DATABASE, table, id, now);
          return tree;
        });
  }

  /**
   * Makes an account of Cosmos DB that somebody had before.
   *
   * @param kind {@code GlobalDocumentDB}, {@code MongoDB} …
   */
  public void keepCosmos(String name, String kind) {
    change(tree -> CosmosAccounts.keep(tree, "data", LOCATION, name, kind));
  }

  /** Makes the system topic of the account that the settings name, as somebody has before. */
  public void keepSystemTopic(String name) {
    change(tree -> SystemTopics.keep(tree, OBJECTS, name));
  }

  private void change(Consumer<ObjectNode> step) {
    state.change(
        tree -> {
          step.accept(tree);
          return tree;
        });
  }

  /** From now on tokens are held against this clock; to play a caller whose clock is wrong. */
  public void setTokenClock(InstantSource clock) {
    tokenClock.set(clock);
  }

  /** A new access token of the deployer for this resource, {@code https://management.azure.com}. */
  public String accessToken(String resource) {
    return tokens.access(DEPLOYER, resource);
  }

  public Tokens tokens() {
    return tokens;
  }

  /** All that the cloud remembers, to look at and not to change. */
  public ObjectNode state() {
    return state.read();
  }

  @Override
  public void close() {
    server.ifPresent(LoopbackServer::close);
    doors.ifPresent(Doors::close);
    pump.close();
    grid.close();
    feed.close();
    kafka.close();
    plane.close();
  }
}
