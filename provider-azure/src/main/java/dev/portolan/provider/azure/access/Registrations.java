package dev.portolan.provider.azure.access;

import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Registers a subscription for services, before all that needs them. */
public final class Registrations {
  private static final Duration BUDGET = Duration.ofMinutes(10);

  private final AccessCalls calls;
  private final Polling polling;

  public Registrations(AccessCalls calls, Polling polling) {
    this.calls = calls;
    this.polling = polling;
  }

  /** The steps, with those before them that register. */
  public List<Step> before(List<Step> steps, Collection<String> namespaces) {
    List<Step> all = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (String namespace : namespaces) {
      String id = "register:" + namespace;
      ids.add(id);
      all.add(
          new Step(
              id,
              Optional.empty(),
              Step.Phase.STAGE,
              Step.Change.UPDATE,
              "registration of " + namespace,
              "the subscription is not registered for it",
              Set.of(),
              "",
              run -> register(run, namespace)));
    }
    for (Step step : steps) {
      Set<String> after = new LinkedHashSet<>(step.after());
      after.addAll(ids);
      all.add(
          new Step(
              step.id(),
              step.function(),
              step.phase(),
              step.change(),
              step.resource(),
              step.why(),
              after,
              step.serialKey(),
              step.action()));
    }
    return all;
  }

  private void register(Step.Run run, String namespace) throws Exception {
    calls.register(namespace);
    polling.until(
        run,
        "registration of " + namespace,
        BUDGET,
        () ->
            Optional.of(calls.glanceAtRegistration(namespace))
                .filter(state -> !state.equals("Registered")));
  }
}
