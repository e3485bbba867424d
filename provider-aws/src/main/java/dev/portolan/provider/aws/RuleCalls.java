package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Event buses, the rules on them, and what these call: one method a call. */
record RuleCalls(Supplier<EventBridgeClient> client, Ledger ledger) {
  /** Whether there is a bus of this name. */
  boolean bus(String name) throws Exception {
    return ledger
        .find(() -> client.get().describeEventBus(r -> r.name(name)), RuleCalls::absent)
        .isPresent();
  }

  /** The names of all buses here. */
  List<String> buses() throws Exception {
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      ListEventBusesResponse page =
          ledger.read(() -> client.get().listEventBuses(r -> r.nextToken(from)));
      page.eventBuses().stream().map(EventBus::name).forEach(names::add);
      token = page.nextToken();
    } while (token != null);
    return names;
  }

  /** The names of all rules on a bus that begin with a prefix; none, where the bus is gone. */
  List<String> rules(String bus, String prefix) throws Exception {
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      Optional<ListRulesResponse> page =
          ledger.find(
              () ->
                  client
                      .get()
                      .listRules(r -> r.eventBusName(bus).namePrefix(prefix).nextToken(from)),
              RuleCalls::absent);
      page.stream().flatMap(some -> some.rules().stream()).map(Rule::name).forEach(names::add);
      token = page.map(ListRulesResponse::nextToken).orElse(null);
    } while (token != null);
    return names;
  }

  /** A rule with its tags and its target, which take a call each; one that went is none. */
  Optional<SeenRule.Live> find(RuleName rule) throws Exception {
    Optional<DescribeRuleResponse> found =
        ledger.find(
            () -> client.get().describeRule(r -> r.eventBusName(rule.bus()).name(rule.name())),
            RuleCalls::absent);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DescribeRuleResponse seen = found.get();
    Optional<Map<String, String>> tags = tags(seen.arn());
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    SeenRule.Others others =
        new SeenRule.Others(
            seen.state(),
            Optional.ofNullable(seen.description()),
            Optional.ofNullable(seen.roleArn()));
    String pattern = seen.eventPattern() == null ? "" : seen.eventPattern();
    Optional<SeenRule.Target> target =
        targets(rule).stream()
            .filter(one -> one.id().equals(WantedRule.TARGET))
            .map(RuleCalls::seen)
            .findFirst();
    Optional<String> schedule = Optional.ofNullable(seen.scheduleExpression());
    return Optional.of(new SeenRule.Live(pattern, schedule, others, tags.get(), target));
  }

  /** The tags of a rule; empty where it is not there. */
  Optional<Map<String, String>> tags(String arn) throws Exception {
    return ledger
        .find(() -> client.get().listTagsForResource(r -> r.resourceARN(arn)), RuleCalls::absent)
        .map(all -> all.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static SeenRule.Target seen(Target target) {
    boolean whole =
        target.input() == null
            && target.inputPath() == null
            && target.inputTransformer() == null
            && target.roleArn() == null;
    return new SeenRule.Target(
        target.arn(),
        whole,
        Optional.ofNullable(target.retryPolicy()),
        Optional.ofNullable(target.deadLetterConfig()));
  }

  /** All that a rule calls, whoever asked for it; nothing, where it is not there. */
  List<Target> targets(RuleName rule) throws Exception {
    List<Target> all = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      Optional<ListTargetsByRuleResponse> page =
          ledger.find(
              () ->
                  client
                      .get()
                      .listTargetsByRule(
                          r -> r.eventBusName(rule.bus()).rule(rule.name()).nextToken(from)),
              RuleCalls::absent);
      page.ifPresent(some -> all.addAll(some.targets()));
      token = page.map(ListTargetsByRuleResponse::nextToken).orElse(null);
    } while (token != null);
    return all;
  }

  /** Makes a bus; one of the same name that is there is found instead. */
  void createBus(String name, Map<String, String> tags) throws Exception {
    try {
      ledger.create(() -> client.get().createEventBus(r -> r.name(name).tags(tags(tags))));
    } catch (ResourceAlreadyExistsException expected) {
      // there is what was asked for
    }
  }

  void create(WantedRule wanted, Map<String, String> tags) throws Exception {
    RuleName rule = wanted.rule();
    ledger.create(
        () ->
            client
                .get()
                .putRule(
                    r ->
                        r.eventBusName(rule.bus())
                            .name(rule.name())
                            .eventPattern(wanted.pattern())
                            .tags(tags(tags))));
  }

  /**
   * Sends all of it, what others set too, but no schedule, so that one goes: "if you omit arguments
   * in PutRule, the old values for those arguments are not kept".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html">PutRule</a>
   */
  void update(WantedRule wanted, SeenRule.Others others) throws Exception {
    RuleName rule = wanted.rule();
    ledger.change(
        () ->
            client
                .get()
                .putRule(
                    r ->
                        r.eventBusName(rule.bus())
                            .name(rule.name())
                            .eventPattern(wanted.pattern())
                            .state(others.state())
                            .description(others.description().orElse(null))
                            .roleArn(others.role().orElse(null))));
  }

  /** Has a rule call; what others set of the target stays. */
  void target(WantedRule wanted, Optional<SeenRule.Target> seen) throws Exception {
    RuleName rule = wanted.rule();
    Target target =
        Target.builder()
            .id(WantedRule.TARGET)
            .arn(wanted.endpoint())
            .retryPolicy(seen.flatMap(SeenRule.Target::retries).orElse(null))
            .deadLetterConfig(seen.flatMap(SeenRule.Target::deadLetters).orElse(null))
            .build();
    ledger.create(
        () -> {
          var told =
              client
                  .get()
                  .putTargets(r -> r.eventBusName(rule.bus()).rule(rule.name()).targets(target));
          told.failedEntries().stream()
              .findFirst()
              .ifPresent(failed -> refused(failed.errorCode(), failed.errorMessage()));
          return told;
        });
  }

  void removeTargets(RuleName rule, List<String> ids) throws Exception {
    try {
      ledger.change(
          () -> {
            var told =
                client
                    .get()
                    .removeTargets(r -> r.eventBusName(rule.bus()).rule(rule.name()).ids(ids));
            told.failedEntries().stream()
                .findFirst()
                .ifPresent(failed -> refused(failed.errorCode(), failed.errorMessage()));
            return told;
          });
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  void delete(RuleName rule) throws Exception {
    try {
      ledger.change(
          () -> client.get().deleteRule(r -> r.eventBusName(rule.bus()).name(rule.name())));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  /** What fails of a list of targets is told in an answer of status 200. */
  private static void refused(String code, String message) {
    throw EventBridgeException.builder()
        .message(message)
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static boolean absent(Exception answer) {
    return answer instanceof ResourceNotFoundException;
  }
}
