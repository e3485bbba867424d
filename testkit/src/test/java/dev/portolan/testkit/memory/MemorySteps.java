package dev.portolan.testkit.memory;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The steps that change the memory cloud. */
final class MemorySteps {
  private static final String GATE = "gate";

  private final MemoryCalls calls;
  private final CallRetry retry;
  private final Set<Flaw> flaws;
  private final Owner owner;
  private final List<Step> steps = new ArrayList<>();

  MemorySteps(MemoryCalls calls, CallRetry retry, Set<Flaw> flaws, Owner owner) {
    this.calls = calls;
    this.retry = retry;
    this.flaws = flaws;
    this.owner = owner;
  }

  List<Step> list() {
    return List.copyOf(steps);
  }

  /** Ids of steps so far that speak of something. */
  Set<String> ids(String part) {
    return steps.stream()
        .map(Step::id)
        .filter(id -> id.contains("/" + part) || id.contains("-" + part))
        .collect(Collectors.toSet());
  }

  void gate(String name) {
    Step.Action action =
        run -> {
          Optional<Thing> there = run.attempt() > 1 && look() ? known(name) : Optional.empty();
          run.put(
              GATE, there.isPresent() ? there.get().id() : calls.createGate(name, owner.id()).id());
        };
    add(
        "gate",
        Optional.empty(),
        Phase.STAGE,
        Change.CREATE,
        "gate " + name,
        "there is none",
        Set.of(),
        action);
  }

  private boolean look() {
    return !flaws.contains(Flaw.DUPLICATES);
  }

  private Optional<Thing> known(String name) throws Exception {
    return retry.call(() -> calls.list("gate/")).stream()
        .filter(gate -> gate.owner().equals(owner.id()) && gate.get("name").equals(name))
        .findFirst();
  }

  void create(String function, String id, Map<String, String> fields, Set<String> after) {
    add(
        id,
        Optional.of(function),
        Phase.STAGE,
        Change.CREATE,
        id,
        "there is none",
        after,
        run -> createOrFind(id, fields));
  }

  /** A name that is taken is ours if an earlier try of ours made it. */
  private void createOrFind(String id, Map<String, String> fields) throws Exception {
    try {
      calls.create(id, owner.id(), fields);
    } catch (MemoryFault e) {
      if (e.code != MemoryFault.Code.EXISTS) {
        throw e;
      }
      Optional<Thing> there = retry.call(() -> calls.get(id));
      if (there.isEmpty() || !there.get().owner().equals(owner.id())) {
        throw DeployException.of(
            DeployException.Kind.NOT_OWNED, id + " is someone else's", "choose another name");
      }
    }
  }

  /** Whether there was something to do. */
  boolean function(
      String name,
      String physical,
      Wanted wanted,
      Optional<Thing> now,
      Optional<Thing> live,
      List<String> notes) {
    String id = "function/" + physical;
    if (now.isEmpty()) {
      create(name, id, wanted.fields(), present("role/" + physical));
      return true;
    }
    List<String> differing = new ArrayList<>();
    wanted
        .fields()
        .forEach(
            (field, value) -> {
              String is = now.get().get(field);
              boolean overlooked = field.equals("memory") && flaws.contains(Flaw.OVERLOOKS_DRIFT);
              if (!is.equals(value) && !overlooked) {
                differing.add(difference(field, is, value));
              }
            });
    boolean drifted = live.isPresent() && !MemoryCalls.same(live.get(), now.get());
    if (differing.isEmpty() && !flaws.contains(Flaw.MUTATES_ON_NO_OP)) {
      return false;
    }
    String why = String.join(", ", differing);
    if (drifted && wanted.isIn(live.get())) {
      notes.add(id + ": drift: " + why + ", changed outside Portolan");
    }
    Map<String, String> fields = wanted.fields();
    add(
        id,
        Optional.of(name),
        Phase.STAGE,
        Change.UPDATE,
        id,
        why.isEmpty() ? "just so" : why,
        Set.of(),
        run -> retry.call(() -> calls.update(id, thing -> with(thing, fields))));
    return !flaws.contains(Flaw.MUTATES_ON_NO_OP) || !differing.isEmpty();
  }

  private String difference(String field, String is, String wanted) {
    boolean secret = field.equals("environment") && !flaws.contains(Flaw.TELLS_SECRETS);
    return field + (secret ? " changed" : " " + is + " → " + wanted);
  }

  void publish(String name, String physical, Optional<Thing> live) {
    boolean old = flaws.contains(Flaw.SHIFTS_TO_OLD) && live.isPresent();
    add(
        "publish/" + physical,
        Optional.of(name),
        Phase.STAGE,
        Change.PUBLISH,
        "version of " + physical,
        "what serves is not what is wanted",
        present("function/" + physical),
        run -> run.put(physical, retry.call(() -> calls.publish(physical))));
    String id = "alias/" + physical + "/live";
    Step.Action action =
        run -> {
          String version = run.get(physical).orElseThrow();
          if (live.isEmpty()) {
            createOrFind(id, Map.of("version", version));
          } else if (!old) {
            retry.call(() -> calls.update(id, alias -> alias.with("version", version)));
          }
        };
    add(
        "shift/" + physical,
        Optional.of(name),
        Phase.SHIFT,
        live.isEmpty() ? Change.CREATE : Change.SHIFT,
        id,
        "users get the new version",
        Set.of("publish/" + physical),
        action);
  }

  void restore(String name, String physical, Thing kept, String version) {
    Map<String, String> fields = new TreeMap<>(kept.fields());
    fields.put("published", version);
    String id = "function/" + physical;
    add(
        id,
        Optional.of(name),
        Phase.STAGE,
        Change.UPDATE,
        id,
        "as it was in version " + version,
        Set.of(),
        run -> retry.call(() -> calls.update(id, thing -> with(thing, fields))));
  }

  void shift(String name, String physical, String version) {
    String id = "alias/" + physical + "/live";
    add(
        "shift/" + physical,
        Optional.of(name),
        Phase.SHIFT,
        Change.SHIFT,
        id,
        "back to version " + version,
        Set.of(),
        run -> retry.call(() -> calls.update(id, alias -> alias.with("version", version))));
  }

  void route(String name, Optional<Thing> gate) {
    add(
        "route/" + name,
        Optional.of(name),
        Phase.SETTLE,
        Change.CREATE,
        "route /" + name,
        "there is none",
        gate.isEmpty() ? Set.of(GATE) : Set.of(),
        run -> {
          String to = gate.isPresent() ? gate.get().id() : run.get(GATE).orElseThrow();
          createOrFind("route/" + to + "/" + name, Map.of());
        });
  }

  /** What calls a function, as it is and as it shall be. */
  void event(String name, String id, String wanted, Optional<Thing> now) {
    Map<String, String> fields = Map.of("what", wanted);
    if (now.isEmpty()) {
      add(
          id,
          Optional.of(name),
          Phase.SETTLE,
          Change.CREATE,
          id,
          "there is none",
          Set.of(),
          run -> createOrFind(id, fields));
      return;
    }
    boolean differs = !now.get().get("what").equals(wanted);
    if (differs
        ? !flaws.contains(Flaw.OVERLOOKS_CHANGED_TRIGGER)
        : flaws.contains(Flaw.REWRITES_TRIGGER)) {
      add(
          id,
          Optional.of(name),
          Phase.SETTLE,
          Change.UPDATE,
          id,
          now.get().get("what") + " → " + wanted,
          Set.of(),
          run -> retry.call(() -> calls.update(id, thing -> with(thing, fields))));
    }
  }

  void delete(Optional<String> function, String id, String why, Set<String> after) {
    add(
        "delete/" + id,
        function,
        Phase.SWEEP,
        Change.DELETE,
        id,
        why,
        after,
        run ->
            retry.call(
                () -> {
                  calls.delete(id);
                  return null;
                }));
  }

  private Set<String> present(String id) {
    return steps.stream().map(Step::id).filter(id::equals).collect(Collectors.toSet());
  }

  private static Thing with(Thing thing, Map<String, String> fields) {
    Thing changed = thing;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      changed = changed.with(field.getKey(), field.getValue());
    }
    return changed;
  }

  private void add(
      String id,
      Optional<String> function,
      Phase phase,
      Change change,
      String resource,
      String why,
      Set<String> after,
      Step.Action action) {
    steps.add(new Step(id, function, phase, change, resource, why, after, "", action));
  }
}
