package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.PROBE;
import static dev.portolan.deploy.model.Step.Change.PUBLISH;
import static dev.portolan.deploy.model.Step.Change.SHIFT;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.STAGE;
import static dev.portolan.deploy.model.Step.Phase.VERIFY;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps from a function as it is to a function as it shall be, up to the moment when users
 * reach it. Pure: nothing is asked here, and nothing is done before a step runs.
 */
record FunctionSteps(
    Place place, AwsCalls calls, FunctionDeeds deeds, Archive archive, ClosingSteps closing) {
  void add(StepList list, Wanted wanted, Seen seen) {
    String name = wanted.physicalName();
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "lambda:" + name);
    Why why = Why.of(wanted, seen);
    if (wanted.ownRole()) {
      role(lane, wanted, seen, why);
    }
    logGroup(lane, wanted, seen.logRetention(), why);
    latest(lane, wanted, seen, why);
    release(lane, wanted, seen, why);
  }

  private void role(StepList.Lane lane, Wanted wanted, Seen all, Why why) {
    Optional<SeenRole> seen = all.role();
    String name = place.role(wanted.physicalName());
    String role = "role " + name;
    if (seen.isEmpty()) {
      Step.Action create = run -> deeds.createRole(run, wanted);
      lane.add(STAGE, CREATE, "role", role, "there is no such role", List.of(), create);
    } else {
      if (!seen.get().trust().equals(Optional.of(Policies.trust()))) {
        Step.Action trust = run -> calls.iam().updateTrust(name, Policies.trust());
        String differs = why.of(List.of("more or others than Lambda may become it"));
        lane.add(STAGE, UPDATE, "role", role + " trust", differs, List.of(), trust);
      }
      new Boundary(calls).add(lane, "boundary", name, wanted, seen.get(), why);
    }
    Optional<JsonNode> policy = seen.flatMap(SeenRole::permissions);
    JsonNode needed =
        Policies.with(wanted.permissions(), new Interim(place, calls).statements(wanted, all));
    if (!policy.equals(Optional.of(needed))) {
      String text = needed.toString();
      Step.Action put = run -> calls.iam().putPolicy(name, Policies.INLINE, text);
      lane.add(
          STAGE,
          policy.isEmpty() ? CREATE : UPDATE,
          "policy",
          "policy of role " + name,
          policy.isEmpty() ? "there is none yet" : why.of(List.of("its statements differ")),
          List.of(lane.id("role")),
          put);
    }
  }

  private void logGroup(
      StepList.Lane lane, Wanted wanted, Optional<Optional<Integer>> seen, Why why) {
    String group = Place.logGroup(wanted.physicalName());
    if (seen.isEmpty()) {
      Step.Action create = run -> deeds.createLogGroup(run, wanted);
      String none = "there is no such log group";
      lane.add(STAGE, CREATE, "log-group", "log group " + group, none, List.of(), create);
    }
    int days = wanted.settings().logRetentionDays();
    Optional<Integer> kept = seen.flatMap(now -> now);
    if (!kept.equals(Optional.of(days))) {
      String before = kept.map(now -> now + " days").orElse("for ever");
      Step.Action retain = run -> calls.logs().retain(group, days);
      String differs = seen.isEmpty() ? "a new group keeps all" : null;
      lane.add(
          STAGE,
          seen.isEmpty() ? CREATE : UPDATE,
          "log-retention",
          "retention of log group " + group,
          differs != null ? differs : why.of(List.of(before + " → " + days + " days")),
          List.of(lane.id("log-group")),
          retain);
    }
  }

  /**
   * A role of the same name is another role: Lambda must be given it again.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html">Troubleshoot
   *     invocation issues in Lambda</a>
   */
  private void latest(StepList.Lane lane, Wanted wanted, Seen all, Why why) {
    Optional<SeenFunction> found = all.function();
    String function = "function " + wanted.physicalName();
    List<String> ready =
        new ArrayList<>(
            List.of(lane.id("role"), lane.id("policy"), lane.id("log-group"), "archive"));
    if (found.isEmpty()) {
      Step.Action create = run -> deeds.create(run, wanted, archive);
      lane.add(STAGE, CREATE, "function", function, "there is no such function", ready, create);
      return;
    }
    SeenFunction seen = found.get();
    List<String> config = new ArrayList<>(seen.config().differences(wanted.config()));
    if (wanted.ownRole() && all.role().isEmpty()) {
      config.add("its role is made anew");
    }
    if (!config.isEmpty()) {
      Step.Action update = run -> deeds.updateConfiguration(run, wanted, seen);
      String resource = "configuration of " + function;
      lane.add(STAGE, UPDATE, "configuration", resource, why.of(config), ready, update);
    }
    List<String> code = seen.code().differences(wanted.code());
    if (!code.isEmpty()) {
      ready.add(lane.id("configuration"));
      Step.Action update = run -> deeds.updateCode(run, wanted, seen, archive);
      lane.add(STAGE, UPDATE, "code", "code of " + function, why.of(code), ready, update);
    }
  }

  /** A version is made and moved to only if the one that serves is not what is wanted. */
  private void release(StepList.Lane lane, Wanted wanted, Seen all, Why why) {
    Optional<SeenFunction> seen = all.function();
    Optional<SeenVersion> serving = seen.flatMap(SeenFunction::serving);
    boolean weighted = seen.flatMap(SeenFunction::live).map(SeenAlias::weighted).orElse(false);
    String now = serving.map(SeenVersion::number).orElse("");
    if (serving.filter(version -> version.holds(wanted)).isPresent()) {
      if (weighted) {
        String elsewhere = why.of(List.of("a share of the traffic goes to another version"));
        shift(lane, wanted, seen, now, elsewhere, closing.add(lane.list(), wanted, all));
      }
      return;
    }
    String reason =
        serving.map(version -> difference(version, wanted, why)).orElse("no version serves yet");
    String resource = "version of function " + wanted.physicalName();
    List<String> staged = List.of(lane.id("function"), lane.id("configuration"), lane.id("code"));
    Step.Action publish = run -> deeds.publish(run, wanted, seen);
    lane.add(STAGE, PUBLISH, "version", resource, reason, staged, publish);
    if (wanted.settings().probe()) {
      probe(lane, wanted, Optional.empty());
    }
    shift(lane, wanted, seen, now, reason, closing.add(lane.list(), wanted, all));
  }

  private static String difference(SeenVersion serving, Wanted wanted, Why why) {
    List<String> all = new ArrayList<>(serving.config().differences(wanted.config()));
    all.addAll(serving.code().differences(wanted.code()));
    return why.of(all);
  }

  void probe(StepList.Lane lane, Wanted wanted, Optional<String> version) {
    Probe probe = new Probe(calls == null ? null : calls.invoke());
    Step.Action ask =
        run ->
            probe.ask(
                wanted, run.get(FunctionDeeds.versionKey(wanted)).or(() -> version).orElseThrow());
    lane.add(
        VERIFY,
        PROBE,
        "probe",
        "version of function " + wanted.physicalName(),
        "it must answer before users reach it",
        List.of(lane.id("version")),
        ask);
  }

  /**
   * Moves users to a version.
   *
   * @param closed what must have succeeded before
   */
  void shift(
      StepList.Lane lane,
      Wanted wanted,
      Optional<SeenFunction> seen,
      String version,
      String reason,
      List<String> closed) {
    List<String> after = new ArrayList<>(List.of(lane.id("version"), lane.id("probe")));
    after.addAll(closed);
    Optional<SeenAlias> live = seen.flatMap(SeenFunction::live);
    Step.Action move = run -> deeds.moveAlias(run, wanted, version, live);
    lane.add(
        Step.Phase.SHIFT,
        live.isEmpty() ? CREATE : SHIFT,
        "alias",
        "alias " + Place.LIVE + " of function " + wanted.physicalName(),
        reason,
        after,
        move);
  }
}
