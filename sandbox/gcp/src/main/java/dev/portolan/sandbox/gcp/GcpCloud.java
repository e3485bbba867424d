package dev.portolan.sandbox.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
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
import dev.portolan.sandbox.gcp.firestore.Databases;
import dev.portolan.sandbox.gcp.functions.SignedUrls;
import dev.portolan.sandbox.gcp.functions.Storage;
import dev.portolan.sandbox.gcp.functions.Whims;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.logging.LogStore;
import dev.portolan.sandbox.gcp.oauth.Bearer;
import dev.portolan.sandbox.gcp.oauth.KeyFile;
import dev.portolan.sandbox.gcp.oauth.Keys;
import dev.portolan.sandbox.gcp.oauth.TokenEndpoint;
import dev.portolan.sandbox.gcp.oauth.Tokens;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.plane.World;
import dev.portolan.sandbox.gcp.project.ServiceUsage;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.secrets.Vault;
import dev.portolan.sandbox.gcp.storage.Buckets;
import dev.portolan.sandbox.gcp.storage.StorageApi;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.GoogleWire;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One project of Google Cloud that is up: every service at {@code <endpoint>/<its host>/}. Faults,
 * call log and delays are open to tests.
 */
public final class GcpCloud implements SandboxCloud.Running, WireHandler {
  public static final String PROJECT = Project.ID;
  public static final String PROJECT_NUMBER = Project.NUMBER;
  public static final String REGION = "us-central1";

  /** The account whose key the key file holds; it may do everything. */
  public static final String DEPLOYER = Project.DEPLOYER;

  private static final String IN_PROCESS = "http://127.0.0.1:9";

  private final CallLog calls = new CallLog();
  private final FaultPlan faults = new FaultPlan();
  private final AtomicReference<Delays> delays = new AtomicReference<>(Delays.none());
  private final AtomicReference<InstantSource> tokenClock =
      new AtomicReference<>(InstantSource.system());
  private final Whims whims = new Whims();
  private final TimeSource time;
  private final StateStore state;
  private final BlobStore blobs;
  private final LogStore logs;
  private final Refusals refusals = new Refusals();
  private final Tokens tokens;
  private final DataPlane plane;
  private final GoogleWire wire;
  private final Optional<LoopbackServer> server;
  private final WireHandler storage;
  private final WireHandler buckets;
  private final WireHandler tokenEndpoint;
  private final Path keyFile;

  private GcpCloud(Setup setup) throws IOException {
    Path directory = Files.createDirectories(setup.directory().toAbsolutePath());
    this.time = setup.time();
    this.state = setup.state();
    this.blobs = setup.blobs();
    this.logs = setup.logs();
    logs.listen(
        entry ->
            refusals.heard(
                entry.getResource().getLabelsOrDefault("service_name", ""),
                entry.hasJsonPayload()
                    ? entry.getJsonPayload().toString()
                    : entry.getTextPayload()));
    Keys keys = setup.keys();
    this.tokens =
        new Tokens(
            keys, () -> tokenClock.get().instant(), email -> !Accounts.isGone(state.read(), email));
    this.plane =
        setup
            .plane()
            .apply(
                new World(
                    state,
                    blobs,
                    logs,
                    tokens,
                    setup.time(),
                    directory,
                    setup.log(),
                    this::settle,
                    new CallGate(faults, calls),
                    revision -> EventCatalog.plan(state.read(), revision, delays::get),
                    this::endpoint));
    SignedUrls urls = new SignedUrls(this::endpoint, keys);
    CallGate gate = new CallGate(faults, calls);
    this.storage = new Storage(state, blobs, urls, gate, setup.time());
    this.buckets =
        new StorageApi(
            state,
            blobs,
            gate,
            setup.time(),
            new Bearer(tokens),
            () -> changed(),
            new Policies(Buckets.POLICIES, new Accounts(delays::get), Policies.CONVENIENCE),
            new Policies(Policies.PROJECT, new Accounts(delays::get)));
    List<Service> services =
        new ArrayList<>(Catalog.services(plane, blobs, urls, delays::get, whims));
    services.addAll(EventCatalog.services(logs, delays::get));
    this.wire =
        new GoogleWire(
            services,
            state,
            gate,
            setup.time(),
            new Bearer(tokens),
            (tree, host) -> ServiceUsage.check(tree, host, setup.time().now()),
            this::changed);
    this.server = setup.socket() ? Optional.of(listen(setup.ports())) : Optional.empty();
    String tokenUri = endpoint() + "/oauth2.googleapis.com/token";
    this.tokenEndpoint = new TokenEndpoint(tokens, DEPLOYER, tokenUri);
    this.keyFile = directory.resolve("credentials.json");
    KeyFile.write(keyFile, keys, DEPLOYER, PROJECT, tokenUri);
  }

  /** Builds it and lets it run. */
  public static GcpCloud open(Setup setup) throws IOException {
    return new GcpCloud(setup);
  }

  private LoopbackServer listen(PortRegistry ports) throws IOException {
    LoopbackServer listening = LoopbackServer.open(ports.wanted("services"), "gcp", this);
    ports.keep("services", listening.port());
    return listening;
  }

  private String endpoint() {
    return server == null ? IN_PROCESS : server.map(LoopbackServer::url).orElse(IN_PROCESS);
  }

  @Override
  public WireResponse handle(WireRequest sent) throws ConnectionLostException {
    WireRequest request = HostRequest.ofEmulator(sent);
    int end = request.path().indexOf('/', 1);
    String host = request.path().substring(1, end < 0 ? request.path().length() : end);
    Optional<WireRequest> read = HostRequest.inside(request, end);
    if (read.isEmpty()) {
      return WireResponse.of(413, "text/plain", "Your client issued a request that was too large.");
    }
    WireRequest inside = read.get();
    Optional<Service> service = wire.find(host);
    if (service.isPresent()) {
      return wire.handle(service.get(), inside);
    }
    if (host.equals("oauth2.googleapis.com") && inside.path().equals("/token")) {
      return tokenEndpoint.handle(inside);
    }
    if (host.equals(Storage.HOST)) {
      return StorageApi.serves(inside.path()) ? buckets.handle(inside) : storage.handle(inside);
    }
    return WireResponse.of(
        404, "text/plain", "the sandbox has no '" + host + "' at " + request.path() + "\n");
  }

  private void changed() {
    plane.retain(Set.copyOf(RunState.REVISIONS.names(state.read(), "projects/")));
    plane.changed();
  }

  /** Brings on what was promised and is not done; calls do so by themselves. */
  public void settle() {
    wire.settle();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("endpoint", endpoint());
    settings.put("project", PROJECT);
    settings.put("region", REGION);
    settings.put("credentials", keyFile.toString());
    settings.put("createTopics", "true");
    settings.put("createBuckets", "true");
    plane
        .registry()
        .ifPresent(
            host -> {
              settings.put("repository", host + "/" + PROJECT + "/portolan");
              settings.put("baseImage", "scratch");
            });
    return settings;
  }

  /**
   * All that it holds, for another that is to hold the same; not what is to go wrong or be late.
   */
  public Memory memory() {
    return new Memory(state, blobs, logs);
  }

  @Override
  public Happening.Result fire(Happening happening)
      throws InterruptedException, ConnectionLostException {
    return new Firing(this, time, plane, refusals).fire(happening);
  }

  /** Changes what it remembers, past its API. */
  void change(Consumer<ObjectNode> change) {
    state.change(
        tree -> {
          change.accept(tree);
          return tree;
        });
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

  /** From now on this service cannot be used, until it is enabled. */
  public void disable(String service) {
    state.change(
        tree -> {
          ServiceUsage.disable(tree, service);
          return tree;
        });
  }

  /**
   * Gives the project what one has that was used before: Firestore's default database, and Cloud
   * Storage's account may publish.
   */
  public GcpCloud furnish() {
    state.change(
        tree -> {
          Databases.put(tree, "(default)", REGION, time.now());
          new Policies(Policies.PROJECT, new Accounts(delays::get))
              .grant(tree, "projects/" + PROJECT, "roles/pubsub.publisher", Buckets.AGENT);
          return tree;
        });
    return this;
  }

  /** Makes a bucket that somebody had before. */
  public void bucket(String name, String location) {
    state.change(tree -> Buckets.create(tree, name, location, time.now()));
  }

  /** Makes a secret that somebody had before. */
  public void secret(String name, String value) {
    state.change(
        tree -> {
          Vault.put(tree, name, value, time.now());
          return tree;
        });
  }

  /** From now on tokens are held against this clock; to play a caller whose clock is wrong. */
  public void setTokenClock(InstantSource clock) {
    tokenClock.set(clock);
  }

  /** A new access token of the deployer. */
  public String accessToken() {
    return tokens.access(DEPLOYER);
  }

  public Tokens tokens() {
    return tokens;
  }

  /**
   * All resources, a line each and sorted, without what the cloud chose: ids, times, etags, the
   * last part of names of revisions. What was uploaded or built is told by the digest of its
   * source.
   */
  public List<String> resources() {
    settle();
    return new Dump(state.read()).lines();
  }

  /** What Cloud Functions is to do that it does not always do. */
  public Whims whims() {
    return whims;
  }

  /** All that the cloud remembers, to look at and not to change. */
  public ObjectNode state() {
    return state.read();
  }

  @Override
  public void close() {
    server.ifPresent(LoopbackServer::close);
    plane.close();
  }
}
