package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;

/**
 * What the steps of a mapping do. Each waits until nothing is under way any more: Lambda refuses
 * what comes before, "because it is in use".
 */
record MappingDeeds(AwsCalls calls, TimeSource time) {
  private static final Set<String> SETTLED = Set.of("Enabled", "Disabled");

  /** Those that a deletion begins at, or need not wait for. */
  private static final Set<String> ENDS = Set.of("Enabled", "Disabled", "Deleting");

  /** A second one of the same source and alias is refused, so one that is there is taken. */
  void create(
      Step.Run run,
      WantedMapping wanted,
      Map<String, String> tags,
      Heritage old,
      Optional<SeenMapping> seen)
      throws Exception {
    Optional<SeenMapping> there = run.attempt() > 1 ? find(wanted) : seen;
    if (there.isPresent()) {
      String uuid = there.get().uuid();
      if (!there.get().deleting()) {
        update(run, there.get(), wanted, tags);
        return;
      }
      gone(run, uuid);
    }
    Optional<GetEventSourceMappingResponse> held =
        old.uuid().isPresent() ? calls.mappings().read(old.uuid().get()) : Optional.empty();
    settle(run, calls.mappings().create(wanted, tags, time.now(), old.enabled(), held));
  }

  /** Ends mappings and makes one in their place: two of one group may not be there at a time. */
  void replace(
      Step.Run run, WantedMapping wanted, Map<String, String> tags, List<SeenMapping> before)
      throws Exception {
    Optional<SeenMapping> there = find(wanted);
    if (there.filter(one -> !one.deleting()).isPresent()) {
      update(run, there.get(), wanted, tags);
      return;
    }
    for (SeenMapping one : before) {
      delete(run, one.uuid());
    }
    if (there.isPresent()) {
      gone(run, there.get().uuid());
    }
    settle(run, calls.mappings().create(wanted, tags, time.now(), true, Optional.empty()));
  }

  private Optional<SeenMapping> find(WantedMapping wanted) throws Exception {
    return calls.mappings().of(wanted.endpoint()).stream()
        .filter(mapping -> mapping.source().equals(wanted.source()))
        .findFirst();
  }

  /** One that somebody made by hand becomes ours: it calls our function with what it asks for. */
  void update(Step.Run run, SeenMapping seen, WantedMapping wanted, Map<String, String> tags)
      throws Exception {
    settle(run, seen.uuid());
    if (!seen.ours()) {
      calls.lambda().tag(seen.arn(), tags);
    }
    if (!wanted.differences(seen.withOurs(true)).isEmpty()) {
      calls.mappings().update(seen, wanted);
      settle(run, seen.uuid());
    }
  }

  /** Deletes a mapping and waits until it is gone: till then it may bring something. */
  void delete(Step.Run run, String uuid) throws Exception {
    Optional<String> state = until(run, uuid, now -> now.map(ENDS::contains).orElse(true));
    if (state.filter(SETTLED::contains).isPresent()) {
      calls.mappings().delete(uuid);
    }
    gone(run, uuid);
  }

  private void settle(Step.Run run, String uuid) throws Exception {
    new Settling(time)
        .of(
            run,
            resource(uuid),
            () -> calls.mappings().state(uuid),
            state -> Optional.of(state).filter(now -> !SETTLED.contains(now)));
  }

  private void gone(Step.Run run, String uuid) throws Exception {
    until(run, uuid, Optional::isEmpty);
  }

  /** Waits for a state, or for none to be there; gives the one that was waited for. */
  private Optional<String> until(Step.Run run, String uuid, Predicate<Optional<String>> reached)
      throws Exception {
    AtomicReference<Optional<String>> state = new AtomicReference<>(Optional.empty());
    new Polling(time)
        .until(
            run,
            resource(uuid),
            Settling.BUDGET,
            () -> {
              state.set(calls.mappings().state(uuid));
              return reached.test(state.get())
                  ? Optional.empty()
                  : Optional.of(state.get().orElse("not visible yet"));
            });
    return state.get();
  }

  private static String resource(String uuid) {
    return "event source mapping " + uuid;
  }
}
