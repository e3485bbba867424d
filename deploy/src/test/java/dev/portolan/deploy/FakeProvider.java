package dev.portolan.deploy;

import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Target;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A provider whose plans a test writes down. A step that succeeded is left out of the next plan, as
 * if the cloud now held its resource.
 */
final class FakeProvider implements Provider, Deployer {
  static final Owner OWNER = Owner.of("com.acme", "shop", "dev");
  static final Target TARGET = new Target("fake", "123", "here", "me");

  final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
  final List<Step> steps = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final Set<Feature> features = EnumSet.allOf(Feature.class);
  final AtomicInteger plans = new AtomicInteger();
  final AtomicInteger mutations = new AtomicInteger();
  List<Deployed> found = List.of();
  Optional<Exception> planFault = Optional.empty();
  Surroundings surroundings;
  BooleanSupplier onPlan = () -> false;
  String lastRollback = "";

  /** Whether it fails at what it must never fail at. */
  boolean unable;

  /** What a step does beside being done. */
  interface Deed {
    void run(Step.Run run) throws Exception;
  }

  /** How a step takes back what it did. */
  interface Back {
    Optional<String> run(Step.Run run) throws Exception;
  }

  final Map<String, Back> backs = new HashMap<>();

  FakeProvider step(String id, Deed deed, String... after) {
    return step(id, Step.Phase.STAGE, Step.Change.CREATE, "", deed, after);
  }

  FakeProvider step(
      String id, Step.Phase phase, Step.Change change, String key, Deed deed, String... after) {
    Optional<String> function =
        id.contains("/") ? Optional.of(id.substring(0, id.indexOf('/'))) : Optional.empty();
    steps.add(
        new Step(
            id,
            function,
            phase,
            change,
            id,
            "it is not there",
            Set.of(after),
            key,
            new Step.Action() {
              @Override
              public void run(Step.Run run) throws Exception {
                order.add(id + "#" + run.attempt());
                mutations.incrementAndGet();
                deed.run(run);
                done.add(id);
              }

              @Override
              public Optional<String> takeBack(Step.Run run) throws Exception {
                if (!backs.containsKey(id)) {
                  return Optional.empty();
                }
                order.add(id + "^" + run.attempt());
                return backs.get(id).run(run);
              }
            }));
    return this;
  }

  Plan plan() throws Exception {
    plans.incrementAndGet();
    onPlan.getAsBoolean();
    if (planFault.isPresent()) {
      throw planFault.get();
    }
    Set<String> functions = new LinkedHashSet<>();
    steps.forEach(step -> step.function().ifPresent(functions::add));
    List<Step> left =
        steps.stream().filter(step -> !done.contains(step.id())).map(this::stillAfter).toList();
    return new Plan(
        Plan.Goal.DEPLOY, OWNER, TARGET, List.copyOf(functions), left, notes, List.of());
  }

  private Step stillAfter(Step step) {
    Set<String> after = new LinkedHashSet<>(step.after());
    after.removeAll(done);
    return new Step(
        step.id(),
        step.function(),
        step.phase(),
        step.change(),
        step.resource(),
        step.why(),
        after,
        step.serialKey(),
        step.action());
  }

  Portolan open(VirtualTime time, Progress progress, int parallelism) {
    return Portolan.open(
        this,
        Settings.none(),
        Portolan.Options.standard()
            .withTime(time)
            .withProgress(progress)
            .withEnvironment(java.util.Map.of())
            .withParallelism(parallelism));
  }

  /** Plans and applies what the test wrote down. */
  Outcome run() {
    return run(new VirtualTime(), Progress.silent(), 1);
  }

  Outcome run(VirtualTime time, Progress progress, int parallelism) {
    try (Portolan portolan = open(time, progress, parallelism)) {
      return portolan.destroy(OWNER);
    }
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.provider("region", "where", ""), Setting.function("snap", "whether", "no"));
  }

  @Override
  public List<Problem> check(Application application, Settings settings) {
    if (unable) {
      throw new IllegalStateException("no idea");
    }
    return List.of();
  }

  @Override
  public Packager packager(Settings settings) {
    return (application, directory) -> new Artifact(directory.resolve("f.zip"), "ab", 1, 1);
  }

  @Override
  public Deployer deployer(Settings settings, Surroundings world) {
    surroundings = world;
    return this;
  }

  @Override
  public Target target() {
    return TARGET;
  }

  @Override
  public Plan plan(Application application, Artifact artifact) throws Exception {
    return plan();
  }

  @Override
  public Plan planRemoval(Owner owner) throws Exception {
    return plan();
  }

  @Override
  public Plan planRollback(Owner owner, String function, Optional<String> version)
      throws Exception {
    lastRollback = version.orElse("none");
    return plan();
  }

  @Override
  public List<Deployed> find(Owner owner) {
    return found;
  }

  @Override
  public Invocation invoke(Owner owner, String function, byte[] payload) {
    return new Invocation(false, payload);
  }

  @Override
  public Instant logs(Owner owner, String function, Instant from, Consumer<LogLine> sink) {
    return from;
  }

  @Override
  public Failure classify(Throwable failure) {
    if (unable) {
      throw new IllegalStateException("no idea");
    }
    return failure instanceof FakeFault fault
        ? new Failure(
            "row", fault.kind, fault.retry, fault.getMessage(), "do something", fault.notBefore)
        : new Failure(
            "other",
            DeployException.Kind.UNKNOWN,
            Failure.Retry.NEVER,
            String.valueOf(failure),
            "",
            Optional.empty());
  }

  @Override
  public CallCount calls() {
    return new CallCount(plans.get(), mutations.get());
  }

  @Override
  public void close() {}

  static Path nowhere() {
    return Path.of("target");
  }
}
