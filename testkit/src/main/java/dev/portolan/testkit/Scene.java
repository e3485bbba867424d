package dev.portolan.testkit;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.PlanText;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.Progress;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A cloud and a project, and the short ways in which contracts deploy one to the other. */
final class Scene implements AutoCloseable {
  private static final Path WORK = work();
  private static final Map<Class<?>, Map<List<Object>, Artifact>> PACKED = new HashMap<>();

  private final TestCloud cloud;
  private final PackOnce provider;
  private final SampleProject project = SampleProject.in(WORK);
  private final List<Progress.Event> events = new ArrayList<>();
  private BiConsumer<Portolan, Progress.Event> listener = (portolan, event) -> {};

  private Scene(TestCloud cloud, Class<?> test) {
    this.cloud = cloud;
    synchronized (PACKED) {
      this.provider =
          new PackOnce(
              cloud.provider(),
              test.getSimpleName(),
              PACKED.computeIfAbsent(test, type -> new HashMap<>()));
    }
  }

  static Scene of(CloudUnderTest test) {
    return new Scene(test.openCloud(), test.getClass());
  }

  /** In a cloud that was opened already, and is closed with the scene. */
  static Scene in(TestCloud cloud, CloudUnderTest test) {
    return new Scene(cloud, test.getClass());
  }

  TestCloud cloud() {
    return cloud;
  }

  /** A function as the contracts deploy it, small and with an environment if there may be one. */
  FunctionSpec function(String name) {
    return SampleProject.function(name, provider.features());
  }

  Application application(String version, FunctionSpec... functions) {
    return project.application(version, functions);
  }

  /** The one function that most contracts deploy. */
  Application greeter(String version) {
    return application(version, function("greeter"));
  }

  /** The same with twice the memory. */
  Application bigGreeter(String version) {
    FunctionSpec function = function("greeter");
    return application(version, function.withSizing(function.sizing().withMemoryMebibytes(2048)));
  }

  /**
   * The greeter called by all kinds of events that the provider claims, beside what calls it else,
   * and calling all that it may.
   *
   * @param change which of its changes each trigger and use has undergone, from 1 on; 0 for none
   */
  Application listener(int change) {
    FunctionSpec function = function("greeter");
    List<Trigger> triggers = new ArrayList<>(function.triggers());
    for (Feature feature : EventTriggers.among(provider.features())) {
      triggers.add(EventTriggers.of(feature, change));
    }
    FunctionSpec listener =
        function.withTriggers(triggers).withUses(SampleUses.all(provider.features(), change));
    return application(
        "1",
        provider.features().contains(Feature.DEAD_LETTER)
            ? listener.withDeadLetter(SampleProject.DEAD_LETTERS.get(change % 2))
            : listener);
  }

  /** Works with a freshly opened engine, as a process of its own would. */
  <T> T with(Function<Portolan, T> work) {
    return with(work, provider);
  }

  private <T> T with(Function<Portolan, T> work, Provider opened) {
    AtomicReference<Portolan> current = new AtomicReference<>();
    Portolan.Options options =
        Portolan.Options.standard()
            .withTime(cloud.time())
            .withEnvironment(cloud.environment())
            .withProgress(event -> told(current.get(), event))
            .withParallelism(1);
    try (Portolan portolan = Portolan.open(opened, cloud.settings(), options)) {
      current.set(portolan);
      return work.apply(portolan);
    }
  }

  /** From now on told of every event, with the engine that tells it. */
  void listen(BiConsumer<Portolan, Progress.Event> value) {
    listener = value;
  }

  private synchronized void told(Portolan portolan, Progress.Event event) {
    events.add(event);
    listener.accept(portolan, event);
  }

  Outcome deploy(Application application) {
    return with(portolan -> portolan.deploy(application, directory()));
  }

  Outcome destroy() {
    return with(portolan -> portolan.destroy(SampleProject.OWNER));
  }

  Outcome rollback(String function, Optional<String> version) {
    return with(portolan -> portolan.rollback(SampleProject.OWNER, function, version));
  }

  Plan plan(Application application) {
    return with(portolan -> portolan.plan(application, portolan.pack(application, directory())));
  }

  /** Packs anew, whatever was packed before. */
  Artifact pack(Application application) {
    Path fresh = directory().resolve("fresh-" + UUID.randomUUID());
    return with(portolan -> portolan.pack(application, fresh), cloud.provider());
  }

  /** What is wrong with a deployment with other settings. */
  List<Problem> check(Application application, Settings settings) {
    Portolan.Options options = Portolan.Options.standard().withEnvironment(cloud.environment());
    try (Portolan portolan = Portolan.open(provider, settings, options)) {
      return portolan.check(application);
    }
  }

  List<Deployed> find() {
    return with(portolan -> portolan.find(SampleProject.OWNER));
  }

  /** Everything a person or a machine would have been told by a run. */
  String told(Outcome outcome) {
    StringBuilder all = new StringBuilder();
    outcome.plan().ifPresent(plan -> all.append(PlanText.text(plan)).append(PlanText.json(plan)));
    all.append(new Report("deploy", SampleProject.OWNER, true, true, List.of(outcome)).json());
    all.append(outcome);
    outcome.error().ifPresent(error -> all.append(Traces.of(error)));
    synchronized (this) {
      all.append(events);
    }
    return all.toString();
  }

  long mutations() {
    return cloud.calls().stream().filter(Call::mutates).count();
  }

  long reads() {
    return cloud.calls().stream().filter(call -> call.kind() == Call.Kind.READ).count();
  }

  Path directory() {
    return WORK.resolve("artifacts-" + provider.name());
  }

  @Override
  public void close() {
    cloud.close();
  }

  private static Path work() {
    try {
      Path directory = Files.createTempDirectory("portolan-contracts");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
