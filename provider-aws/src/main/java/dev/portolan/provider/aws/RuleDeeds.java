package dev.portolan.provider.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * What the steps of a rule do. Each looks first, since minutes may lie between plan and step, and
 * none of the calls refuses what meanwhile has become somebody else's.
 */
record RuleDeeds(AwsCalls calls, Place place) {
  /**
   * Makes a rule where there is none. "Creates or updates the specified rule": one that somebody
   * has made since the plan would be replaced.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html">PutRule</a>
   */
  void create(Wanted wanted, WantedRule rule) throws Exception {
    Optional<SeenRule.Live> live = calls.rules().find(rule.rule());
    if (live.isEmpty()) {
      calls.rules().create(rule, wanted.steadyTags());
      return;
    }
    if (!Ownership.owns(place.owner(), live.get().tags())) {
      String stranger = Ownership.stranger(rule.rule().shown(), live.get().tags());
      throw Ownership.refusal(place.owner(), List.of(stranger));
    }
    if (!rule.differences(live.get()).isEmpty()) {
      calls.rules().update(rule, live.get().others());
    }
  }

  /**
   * Deletes a rule that is still ours by its tags; one that is not, or not there, is left alone.
   * "Before you can delete the rule, you must remove all targets": those of others go as well.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html">DeleteRule</a>
   */
  void delete(RuleName rule) throws Exception {
    Optional<Map<String, String>> tags = calls.rules().tags(rule.arn(place));
    if (tags.filter(its -> Ownership.owns(place.owner(), its)).isEmpty()) {
      return;
    }
    List<String> ids = calls.rules().targets(rule).stream().map(Target::id).toList();
    if (!ids.isEmpty()) {
      calls.rules().removeTargets(rule, ids);
    }
    calls.rules().delete(rule);
  }
}
