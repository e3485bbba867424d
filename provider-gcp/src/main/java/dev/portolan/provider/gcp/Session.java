package dev.portolan.provider.gcp;

import com.google.api.client.http.HttpTransport;
import dev.portolan.deploy.driver.Deployer.CallCount;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Target;
import dev.portolan.images.packing.JvmStore;
import dev.portolan.images.registry.ImagePlanner;
import dev.portolan.images.registry.RegistryAccess;
import dev.portolan.images.registry.RegistryCredentials;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.gcp.access.AccessCalls;
import dev.portolan.provider.gcp.access.ApiDeeds;
import dev.portolan.provider.gcp.config.GcpSettings;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.provider.gcp.events.EventCalls;
import dev.portolan.provider.gcp.events.EventDeeds;
import dev.portolan.provider.gcp.events.EventSurvey;
import dev.portolan.provider.gcp.events.Forwarding;
import dev.portolan.provider.gcp.events.SourceCalls;
import dev.portolan.provider.gcp.events.StorageAgent;
import dev.portolan.provider.gcp.events.TriggerWaits;
import dev.portolan.provider.gcp.functions.FunctionCalls;
import dev.portolan.provider.gcp.functions.FunctionsStaging;
import dev.portolan.provider.gcp.identity.AccountCalls;
import dev.portolan.provider.gcp.identity.IdentityDeeds;
import dev.portolan.provider.gcp.identity.PolicyCalls;
import dev.portolan.provider.gcp.run.ImageLogin;
import dev.portolan.provider.gcp.run.ImagePlace;
import dev.portolan.provider.gcp.run.ImageSteps;
import dev.portolan.provider.gcp.run.RepositoryCalls;
import dev.portolan.provider.gcp.run.RunStaging;
import dev.portolan.provider.gcp.serving.Deeds;
import dev.portolan.provider.gcp.serving.InvokerSteps;
import dev.portolan.provider.gcp.serving.LogCalls;
import dev.portolan.provider.gcp.serving.Probing;
import dev.portolan.provider.gcp.serving.RunCalls;
import dev.portolan.provider.gcp.serving.Settling;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.wire.Endpoints;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Login;
import dev.portolan.provider.gcp.wire.OwnProject;
import dev.portolan.provider.gcp.wire.Waits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One run's connection to one project; opened when it is first needed. */
final class Session implements AutoCloseable {
  private static final List<String> PROJECTS =
      List.of("GOOGLE_CLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT");
  private static final List<String> REGIONS =
      List.of("CLOUDSDK_RUN_REGION", "CLOUDSDK_FUNCTIONS_REGION", "GOOGLE_CLOUD_REGION");

  private final GcpSettings settings;
  private final Surroundings surroundings;
  private final Tally tally;
  private final HttpTransport transport;
  private final HttpClient http;
  private final Endpoints endpoints;
  private Login login;
  private Place place;
  private GoogleClients clients;
  private OwnProject project;
  private boolean enabling;

  Session(GcpSettings settings, Surroundings surroundings, Transports transports) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.tally = new Tally(surroundings.retry());
    this.transport = transports.google().get();
    this.http = transports.http().get();
    this.login = transports.login().orElse(null);
    this.endpoints = new Endpoints(settings.endpoint());
  }

  Tally tally() {
    return tally;
  }

  CallCount calls() {
    return tally.count();
  }

  /** To what is no API of Google's: a registry, a signed address, a function. */
  HttpClient http() {
    return http;
  }

  TimeSource time() {
    return surroundings.time();
  }

  Waits waits() {
    return new Waits(surroundings.time());
  }

  Endpoints endpoints() {
    return endpoints;
  }

  synchronized Login login() throws IOException {
    if (login == null) {
      Optional<Path> file =
          settings
              .credentials()
              .or(
                  () ->
                      variable(List.of("GOOGLE_APPLICATION_CREDENTIALS"))
                          .map(Map.Entry::getValue)
                          .map(Path::of));
      login = Login.open(file, transport);
    }
    return login;
  }

  synchronized GoogleClients clients() throws IOException {
    if (clients == null) {
      clients = new GoogleClients(transport, login().countedFor(place().project()), endpoints);
    }
    return clients;
  }

  /** Where we deploy to; refuses what no setting, variable or login names. */
  synchronized Place place() throws IOException {
    if (place == null) {
      List<Problem> problems = new ArrayList<>();
      Optional<String> project = settings.project();
      if (project.isEmpty()) {
        project = variable(PROJECTS, GcpSettings::isProject, "a project's id", problems);
      }
      if (project.isEmpty()) {
        project = login().project();
      }
      Optional<String> region = settings.region();
      if (region.isEmpty()) {
        region = variable(REGIONS, GcpSettings::isRegion, "a region, as in europe-west1", problems);
      }
      if (!problems.isEmpty()) {
        throw DeployException.of(problems);
      }
      if (project.isEmpty()) {
        problems.add(
            Problem.of(
                "portolan.gcp.project",
                "nothing names the project",
                "set it, or " + PROJECTS.get(0)));
      }
      if (region.isEmpty()) {
        problems.add(
            Problem.of(
                "portolan.gcp.region",
                "nothing names the region",
                "set it, as in europe-west1, or " + REGIONS.get(0)));
      }
      if (!problems.isEmpty()) {
        throw DeployException.of(problems);
      }
      place = new Place(project.get(), region.get());
    }
    return place;
  }

  Target target() throws IOException {
    return new Target(GcpSettings.PROVIDER, place().project(), place().region(), login().name());
  }

  RunCalls run() throws IOException {
    return new RunCalls(clients(), tally, place());
  }

  AccountCalls accounts() throws IOException {
    return new AccountCalls(clients(), tally, place());
  }

  PolicyCalls policies() throws IOException {
    return new PolicyCalls(clients(), tally, place());
  }

  IdentityDeeds identityDeeds(Owner owner) throws IOException {
    return new IdentityDeeds(owner, accounts(), policies());
  }

  EventCalls events() throws IOException {
    return new EventCalls(clients(), tally, place());
  }

  SourceCalls sources() throws IOException {
    return new SourceCalls(clients(), tally, place(), project());
  }

  private synchronized OwnProject project() throws IOException {
    if (project == null) {
      project = new OwnProject(clients(), tally, place().project());
    }
    return project;
  }

  String database() {
    return settings.database();
  }

  StorageAgent storageAgent() throws IOException {
    return new StorageAgent(sources(), policies());
  }

  EventDeeds eventDeeds(
      Owner owner, EventSurvey survey, Map<String, ? extends Set<String>> forwarded)
      throws IOException {
    RunCalls run = run();
    return new EventDeeds(
        owner,
        events(),
        new TriggerWaits(time(), waits(), events()),
        run::url,
        survey,
        new Forwarding(events(), sources(), identityDeeds(owner), forwarded));
  }

  AccessCalls access() throws IOException {
    return new AccessCalls(clients(), tally, place(), project());
  }

  /** From now on, an API may answer for minutes that it is disabled. */
  synchronized void enable() {
    enabling = true;
  }

  synchronized boolean enabling() {
    return enabling;
  }

  ApiDeeds apis() throws IOException {
    return new ApiDeeds(access(), waits());
  }

  LogCalls logs() throws IOException {
    return new LogCalls(clients(), tally, place());
  }

  Deeds deeds(Owner owner) throws IOException {
    return new Deeds(owner, run(), new Settling(waits(), run(), logs()));
  }

  Probing probing() throws IOException {
    return new Probing(http, login(), time(), run());
  }

  InvokerSteps invokers(Owner owner) throws IOException {
    return new InvokerSteps(run(), deeds(owner));
  }

  /** What the two targets differ in, for one plan. */
  Staging staging(Owner owner) throws IOException {
    FunctionCalls functions = new FunctionCalls(clients(), tally, place());
    if (settings.product() == Product.RUN) {
      return new RunStaging(
          deeds(owner), run(), images(owner), each -> FunctionsStaging.names(each, functions));
    }
    return new FunctionsStaging(
        owner, functions, waits(), deeds(owner), http, tally, settings.runtime());
  }

  private ImageSteps images(Owner owner) throws IOException {
    ImagePlace images = ImagePlace.of(settings.repository(), place());
    Repository repository = images.repository(owner);
    RegistryCredentials own = new ImageLogin(repository.host(), () -> login().accessToken());
    ImagePlanner planner =
        new ImagePlanner(
            new RegistryAccess(http, tally, own.or(RegistryCredentials.docker())),
            repository,
            repository,
            settings.image(),
            JvmStore.of(surroundings.environment()));
    return new ImageSteps(images, new RepositoryCalls(clients(), tally), planner, waits());
  }

  /** The first variable that says something, by its name. */
  private Optional<Map.Entry<String, String>> variable(List<String> names) {
    Map<String, String> environment = surroundings.environment();
    return names.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(name -> Map.entry(name, environment.get(name)));
  }

  /** What a variable says, which must be what a setting may say. */
  private Optional<String> variable(
      List<String> names, Predicate<String> fits, String what, List<Problem> problems) {
    Optional<Map.Entry<String, String>> said = variable(names);
    said.filter(each -> !fits.test(each.getValue()))
        .ifPresent(
            each ->
                problems.add(
                    Problem.of(
                        "variable " + each.getKey(),
                        "'" + each.getValue() + "' is not " + what,
                        "change it, or set what it stands for")));
    return said.map(Map.Entry::getValue);
  }

  @Override
  public synchronized void close() {
    if (clients != null) {
      clients.close();
    }
  }
}
