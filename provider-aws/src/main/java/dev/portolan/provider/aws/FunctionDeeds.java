package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.State;

/** What the steps of a function do. Each looks first when it is not tried for the first time. */
record FunctionDeeds(AwsCalls calls, Waits waits, Rivals rivals, Place place) {
  private static final Supplier<SdkClientException> LOST =
      () -> SdkClientException.create("the answer named no version");

  /** Under this key the revision of {@code $LATEST} is handed on, which only our own run knows. */
  static String revisionKey(Wanted wanted) {
    return wanted.name() + "/revision";
  }

  static String versionKey(Wanted wanted) {
    return wanted.name() + "/version";
  }

  void createRole(Step.Run run, Wanted wanted) throws Exception {
    String name = place.role(wanted.physicalName());
    if (run.attempt() > 1) {
      var role = calls.iam().find(name);
      if (role.isPresent()) {
        own("role " + name, Ownership.from(role.get()));
        return;
      }
    }
    calls
        .iam()
        .create(
            name,
            place.rolePath(),
            Policies.trust(),
            wanted.settings().permissionsBoundary(),
            wanted.steadyTags());
  }

  void createLogGroup(Step.Run run, Wanted wanted) throws Exception {
    String group = Place.logGroup(wanted.physicalName());
    if (run.attempt() > 1 && calls.logs().groups(group).containsKey(group)) {
      own("log group " + group, calls.logs().tags(place.logGroupArn(wanted.physicalName())));
      return;
    }
    calls.logs().create(group, wanted.steadyTags());
  }

  void create(Step.Run run, Wanted wanted, Archive archive) throws Exception {
    if (run.attempt() > 1) {
      Optional<GetFunctionResponse> found = calls.lambda().find(wanted.physicalName());
      if (found.isPresent()) {
        own("function " + wanted.physicalName(), found.get().tags());
        settle(run, wanted, true, "", Optional.empty());
        return;
      }
    }
    settle(run, wanted, true, "", calls.lambda().create(wanted, archive));
  }

  void updateConfiguration(Step.Run run, Wanted wanted, SeenFunction seen) throws Exception {
    Optional<FunctionConfiguration> told = Optional.empty();
    if (run.attempt() == 1 || !latest(wanted).config().equals(wanted.config())) {
      told = calls.lambda().updateConfiguration(wanted, seen.revision());
    }
    settle(run, wanted, false, seen.revision(), told);
  }

  void updateCode(Step.Run run, Wanted wanted, SeenFunction seen, Archive archive)
      throws Exception {
    String revision = run.get(revisionKey(wanted)).orElse(seen.revision());
    Optional<FunctionConfiguration> told = Optional.empty();
    if (run.attempt() == 1 || !latest(wanted).code().equals(wanted.code())) {
      told =
          calls
              .lambda()
              .updateCode(wanted.physicalName(), archive, wanted.code().architecture(), revision);
    }
    settle(run, wanted, true, revision, told);
  }

  /**
   * Publishes, and waits until the version can be invoked.
   *
   * <p>"Lambda doesn't publish a version if the function's configuration and code haven't changed
   * since the last version": should that last one have failed to start from its snapshot, it would
   * come back for ever, so the description is touched first.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html">PublishVersion</a>
   */
  void publish(Step.Run run, Wanted wanted, Optional<SeenFunction> seen) throws Exception {
    String name = wanted.physicalName();
    String revision =
        run.get(revisionKey(wanted)).or(() -> seen.map(SeenFunction::revision)).orElseThrow();
    if (run.attempt() > 1) {
      revision = Revision.of(latest(wanted, true));
    }
    FunctionConfiguration made = calls.versions().publish(wanted, revision).orElseThrow(LOST);
    boolean old = seen.flatMap(before -> before.version(made.version())).isPresent();
    if (!old || !failed(name, made.version())) {
      ready(run, wanted, made);
      return;
    }
    String again = Release.again(wanted.config().release(), made.version());
    String now = Revision.of(latest(wanted, true));
    settle(run, wanted, true, now, calls.lambda().updateDescription(name, again, now));
    String next = run.get(revisionKey(wanted)).orElseThrow();
    ready(run, wanted, calls.versions().publish(wanted, next).orElseThrow(LOST));
  }

  void moveAlias(Step.Run run, Wanted wanted, String planned, Optional<SeenAlias> seen)
      throws Exception {
    String name = wanted.physicalName();
    String version = run.get(versionKey(wanted)).orElse(planned);
    Optional<SeenAlias> now = seen;
    if (run.attempt() > 1) {
      now =
          calls.versions().aliases(name).stream()
              .map(SeenAlias::from)
              .filter(alias -> alias.name().equals(Place.LIVE))
              .findFirst();
      if (now.isPresent() && now.get().version().equals(version) && !now.get().weighted()) {
        rivals.shifted(wanted.name(), version);
        return;
      }
    }
    if (seen.isPresent()) {
      calls.versions().updateAlias(name, version, seen.get().revision());
    } else if (now.isEmpty()) {
      calls.versions().createAlias(name, version);
    } else {
      throw Rivals.conflict(
          "somebody else made version " + now.get().version() + " of " + name + " serve");
    }
    rivals.shifted(wanted.name(), version);
  }

  private boolean failed(String name, String version) throws Exception {
    return calls
        .lambda()
        .poll(name, version)
        .filter(seen -> seen.state() == State.FAILED)
        .isPresent();
  }

  private void ready(Step.Run run, Wanted wanted, FunctionConfiguration made) throws Exception {
    boolean snapshot = wanted.config().snapStart();
    waits.version(run, wanted.physicalName(), made.version(), Optional.of(made), snapshot);
    run.put(versionKey(wanted), made.version());
  }

  /** Waits for {@code $LATEST}, and refuses to go on with what somebody else made of it. */
  private void settle(
      Step.Run run,
      Wanted wanted,
      boolean withCode,
      String before,
      Optional<FunctionConfiguration> told)
      throws Exception {
    FunctionConfiguration now =
        waits.function(
            run,
            wanted.physicalName(),
            told,
            seen ->
                Revision.of(seen).equals(before) && !differences(seen, wanted, withCode).isEmpty());
    verify(wanted, now, withCode);
    run.put(revisionKey(wanted), Revision.of(now));
  }

  private FunctionConfiguration latest(Wanted wanted, boolean verified) throws Exception {
    FunctionConfiguration now =
        calls.lambda().find(wanted.physicalName()).orElseThrow().configuration();
    if (verified) {
      verify(wanted, now, true);
    }
    return now;
  }

  private SeenVersion latest(Wanted wanted) throws Exception {
    return SeenVersion.from(latest(wanted, false));
  }

  private void verify(Wanted wanted, FunctionConfiguration now, boolean withCode) {
    List<String> differences = differences(now, wanted, withCode);
    if (!differences.isEmpty()) {
      throw Rivals.conflict(
          "somebody else changes "
              + wanted.physicalName()
              + " at the same time: "
              + String.join(", ", differences));
    }
  }

  private static List<String> differences(
      FunctionConfiguration now, Wanted wanted, boolean withCode) {
    List<String> all = new ArrayList<>(wanted.config().differences(FunctionConfig.from(now)));
    if (withCode) {
      all.addAll(wanted.code().differences(CodeConfig.from(now)));
    }
    return all;
  }

  private void own(String resource, Map<String, String> tags) {
    if (!Ownership.owns(place.owner(), tags)) {
      throw Ownership.refusal(place.owner(), List.of(Ownership.stranger(resource, tags)));
    }
  }
}
