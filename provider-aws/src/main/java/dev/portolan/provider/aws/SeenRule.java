package dev.portolan.provider.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.DeadLetterConfig;
import software.amazon.awssdk.services.eventbridge.model.RetryPolicy;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/**
 * A rule that calls a function, may do so, or shall.
 *
 * @param bus whether there is such a bus
 * @param statements ids of the permissions of ours that let it call
 */
record SeenRule(RuleName rule, boolean bus, List<String> statements, Optional<Live> live) {
  /**
   * The rule itself.
   *
   * @param schedule when it calls besides, as somebody has said
   * @param target the one that is ours; empty for none
   */
  record Live(
      String pattern,
      Optional<String> schedule,
      Others others,
      Map<String, String> tags,
      Optional<Target> target) {
    boolean paused() {
      return others.state() == RuleState.DISABLED;
    }
  }

  /** What others may have set on a rule of ours, to be sent again whenever it changes. */
  record Others(RuleState state, Optional<String> description, Optional<String> role) {}

  /**
   * What it calls.
   *
   * @param whole whether the function gets the event as it is, and in nobody's name
   * @param retries how often EventBridge tries, where somebody has said so
   * @param deadLetters where it leaves what it could not bring, where somebody has said so
   */
  record Target(
      String function,
      boolean whole,
      Optional<RetryPolicy> retries,
      Optional<DeadLetterConfig> deadLetters) {}
}
