package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** What the steps of a rule do. Each looks first when it is not tried for the first time. */
record RuleDeeds(AwsCalls calls, Place place) {
  void create(Step.Run run, Wanted wanted, WantedRule rule) throws Exception {
    if (run.attempt() > 1) {
      Optional<SeenRule.Live> live = calls.rules().find(rule.rule());
      if (live.isPresent()) {
        if (!Ownership.owns(place.owner(), live.get().tags())) {
          String stranger = Ownership.stranger(rule.rule().shown(), live.get().tags());
          throw Ownership.refusal(place.owner(), List.of(stranger));
        }
        if (!rule.differences(live.get()).isEmpty()) {
          calls.rules().update(rule, live.get().others());
        }
        return;
      }
    }
    calls.rules().create(rule, wanted.steadyTags());
  }

  /**
   * "Before you can delete the rule, you must remove all targets": those of others go as well.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html">DeleteRule</a>
   */
  void delete(RuleName rule) throws Exception {
    List<String> ids = calls.rules().targets(rule).stream().map(Target::id).toList();
    if (!ids.isEmpty()) {
      calls.rules().removeTargets(rule, ids);
    }
    calls.rules().delete(rule);
  }
}
