package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Target;
import dev.portolan.deploy.model.Trigger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the memory cloud and lists what has to change. */
final class MemoryPlan {
  private final MemoryCalls calls;
  private final CallRetry retry;
  private final Set<Flaw> flaws;
  private final Owner owner;
  private final MemorySteps steps;

  MemoryPlan(MemoryCalls calls, CallRetry retry, Set<Flaw> flaws, Owner owner) {
    this.calls = calls;
    this.retry = retry;
    this.flaws = flaws;
    this.owner = owner;
    this.steps = new MemorySteps(calls, retry, flaws, owner);
  }

  Plan deploy(Target target, Application application, Artifact artifact) throws Exception {
    List<Thing> gates = gates();
    boolean http = application.functions().stream().anyMatch(MemoryPlan::http);
    List<String> notes = new ArrayList<>();
    if (http && gates.isEmpty()) {
      steps.gate(name());
    }
    for (FunctionSpec function : application.functions()) {
      function(function, artifact, gates, notes);
    }
    for (int i = 1; i < gates.size(); i++) {
      steps.delete(Optional.empty(), gates.get(i).id(), "it is there twice", Set.of());
    }
    List<String> names = application.functions().stream().map(FunctionSpec::name).toList();
    return plan(Plan.Goal.DEPLOY, target, names, notes);
  }

  private void function(
      FunctionSpec function, Artifact artifact, List<Thing> gates, List<String> notes)
      throws Exception {
    String name = function.name();
    String physical = physical(name);
    Optional<Thing> role = owned("role/" + physical);
    if (role.isEmpty()) {
      steps.create(name, "role/" + physical, java.util.Map.of(), Set.of());
    }
    Optional<Thing> now = owned("function/" + physical);
    Wanted wanted = Wanted.of(function, artifact, "role/" + physical);
    Optional<Thing> live = now.isEmpty() ? Optional.empty() : live(physical);
    boolean changed = steps.function(name, physical, wanted, now, live, notes);
    boolean serves = live.isPresent() && wanted.isIn(live.get());
    if (changed || !serves) {
      steps.publish(name, physical, live);
    }
    Optional<Thing> first = gates.stream().findFirst();
    String route = first.map(gate -> "route/" + gate.id() + "/" + name).orElse("");
    if (http(function) && (first.isEmpty() || get(route).isEmpty())) {
      steps.route(name, first);
    }
    events(function, physical);
  }

  private static boolean http(FunctionSpec function) {
    return function.triggers().stream().anyMatch(Trigger.Http.class::isInstance);
  }

  private void events(FunctionSpec function, String physical) throws Exception {
    List<String> wanted = new ArrayList<>();
    for (Trigger trigger : function.triggers()) {
      if (!(trigger instanceof Trigger.Http)) {
        String id = "event/" + physical + "/" + trigger.getClass().getSimpleName();
        wanted.add(id);
        steps.event(function.name(), id, trigger.toString(), owned(id));
      }
    }
    for (Thing thing : list("event/" + physical + "/")) {
      boolean left = wanted.contains(thing.id()) || flaws.contains(Flaw.LEAVES_REMOVED_TRIGGER);
      if (!left && thing.owner().equals(owner.id())) {
        steps.delete(Optional.of(function.name()), thing.id(), "nothing wants it", Set.of());
      }
    }
  }

  Plan remove(Target target) throws Exception {
    boolean careless = flaws.contains(Flaw.DELETES_STRANGERS);
    Set<String> functions = new TreeSet<>();
    for (Thing gate : gates()) {
      for (Thing route : list("route/" + gate.id() + "/")) {
        steps.delete(Optional.empty(), route.id(), "it goes", Set.of());
      }
      steps.delete(Optional.empty(), gate.id(), "it goes", steps.ids("route/" + gate.id()));
    }
    List<String> kinds =
        flaws.contains(Flaw.DELETES_PARENT_FIRST)
            ? List.of("function/", "role/")
            : List.of("alias/", "version/", "function/", "event/", "role/");
    for (String kind : kinds) {
      for (Thing thing : list(kind + name() + "-")) {
        if (!careless && !thing.owner().equals(owner.id())) {
          continue;
        }
        if (kind.equals("role/") && flaws.contains(Flaw.LEAVES_ORPHAN)) {
          continue;
        }
        if (kind.equals("event/") && forgotten(thing)) {
          continue;
        }
        String function = thing.id().split("/")[1].substring(name().length() + 1);
        functions.add(function);
        steps.delete(Optional.of(function), thing.id(), "it goes", steps.ids(function));
      }
    }
    return plan(Plan.Goal.DESTROY, target, List.copyOf(functions), List.of());
  }

  private boolean forgotten(Thing event) throws Exception {
    String function = "function/" + event.id().split("/")[1];
    return flaws.contains(Flaw.LEAVES_TRIGGER_AT_DESTROY)
        || flaws.contains(Flaw.FINDS_TRIGGERS_BY_FUNCTION) && get(function).isEmpty();
  }

  Plan rollback(Target target, String function, String version) throws Exception {
    String physical = physical(function);
    Thing now =
        owned("function/" + physical).orElseThrow(() -> none("there is no function " + function));
    Thing kept =
        get("version/" + physical + "/" + version)
            .orElseThrow(() -> none("version " + version + " is not kept"));
    if (!MemoryCalls.same(kept, now)) {
      steps.restore(function, physical, kept, version);
    }
    Thing alias = get("alias/" + physical + "/live").orElseThrow();
    if (!alias.get("version").equals(version)) {
      steps.shift(function, physical, version);
    }
    return plan(Plan.Goal.ROLLBACK, target, List.of(function), List.of());
  }

  List<Deployed> find() throws Exception {
    List<Thing> gates = gates();
    List<Deployed> found = new ArrayList<>();
    for (Thing function : list("function/" + name() + "-")) {
      if (!function.owner().equals(owner.id())) {
        continue;
      }
      String physical = function.id().substring("function/".length());
      String name = physical.substring(name().length() + 1);
      Optional<Thing> live = live(physical);
      Optional<String> number = live.map(MemoryPlan::number);
      boolean routed =
          !gates.isEmpty() && get("route/" + gates.get(0).id() + "/" + name).isPresent();
      found.add(
          new Deployed(
              name,
              physical,
              routed
                  ? Optional.of(URI.create("http://memory/" + name() + "/" + name))
                  : Optional.empty(),
              number,
              live.map(version -> version.get("digest")),
              list("version/" + physical + "/").stream()
                  .sorted(Comparator.comparing(v -> -Integer.parseInt(number(v))))
                  .map(v -> new Deployed.Kept(number(v), "", number.equals(Optional.of(number(v)))))
                  .toList()));
    }
    return found;
  }

  private static String number(Thing version) {
    return version.id().substring(version.id().lastIndexOf('/') + 1);
  }

  private Plan plan(Plan.Goal goal, Target target, List<String> functions, List<String> notes) {
    return new Plan(goal, owner, target, functions, steps.list(), notes);
  }

  private Optional<Thing> live(String physical) throws Exception {
    Optional<Thing> alias = get("alias/" + physical + "/live");
    return alias.isEmpty()
        ? Optional.empty()
        : get("version/" + physical + "/" + alias.get().get("version"));
  }

  private List<Thing> gates() throws Exception {
    return list("gate/").stream()
        .filter(gate -> gate.owner().equals(owner.id()))
        .filter(gate -> gate.get("name").equals(name()))
        .toList();
  }

  private Optional<Thing> owned(String id) throws Exception {
    Optional<Thing> thing = get(id);
    boolean foreign = thing.isPresent() && !thing.get().owner().equals(owner.id());
    if (foreign && !flaws.contains(Flaw.FORGETS_OWNERSHIP)) {
      throw DeployException.of(
          DeployException.Kind.NOT_OWNED,
          id + " belongs to " + thing.get().owner(),
          "choose another stage or artifactId");
    }
    return thing;
  }

  private static DeployException none(String what) {
    return DeployException.of(DeployException.Kind.NOT_FOUND, what, "look with status");
  }

  private Optional<Thing> get(String id) throws Exception {
    return retry.call(() -> calls.get(id));
  }

  private List<Thing> list(String prefix) throws Exception {
    return retry.call(() -> calls.list(prefix));
  }

  private String physical(String function) {
    return PhysicalName.of(owner, function, 64);
  }

  private String name() {
    return PhysicalName.shared(owner, 64);
  }
}
