package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfigurationFilter;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;

/**
 * Whom a bucket tells of its objects, as a whole: S3 has one document for it, which is replaced. So
 * whatever of it is not ours goes back as it came.
 */
record Notifications(NotificationConfiguration document) {
  static Notifications from(GetBucketNotificationConfigurationResponse seen) {
    return new Notifications(
        NotificationConfiguration.builder()
            .topicConfigurations(seen.topicConfigurations())
            .queueConfigurations(seen.queueConfigurations())
            .lambdaFunctionConfigurations(seen.lambdaFunctionConfigurations())
            .eventBridgeConfiguration(seen.eventBridgeConfiguration())
            .build());
  }

  static Notifications none() {
    return new Notifications(NotificationConfiguration.builder().build());
  }

  List<LambdaFunctionConfiguration> functions() {
    return document.lambdaFunctionConfigurations();
  }

  Optional<LambdaFunctionConfiguration> find(String id) {
    return functions().stream().filter(entry -> id.equals(entry.id())).findFirst();
  }

  boolean has(WantedObjects wanted) {
    return find(wanted.id())
        .map(Notifications::plain)
        .filter(plain(wanted.entry())::equals)
        .isPresent();
  }

  /** Replaces the entry of the same id, or adds one. */
  Notifications with(WantedObjects wanted) {
    List<LambdaFunctionConfiguration> all = new ArrayList<>(without(wanted.id()).functions());
    all.add(wanted.entry());
    return withFunctions(all);
  }

  Notifications without(String id) {
    return withFunctions(functions().stream().filter(entry -> !id.equals(entry.id())).toList());
  }

  private Notifications withFunctions(List<LambdaFunctionConfiguration> all) {
    return new Notifications(document.toBuilder().lambdaFunctionConfigurations(all).build());
  }

  /**
   * Others' entries for which S3 would refuse ours: it tells one destination of an event. Ours have
   * no filter, so that none of theirs keeps them apart.
   *
   * @param ours ids of entries that are not others'
   */
  List<String> inTheWay(WantedObjects wanted, Predicate<String> ours) {
    List<String> found = new ArrayList<>();
    for (TopicConfiguration entry : document.topicConfigurations()) {
      add(found, wanted, entry.id(), entry.topicArn(), entry.eventsAsStrings());
    }
    for (QueueConfiguration entry : document.queueConfigurations()) {
      add(found, wanted, entry.id(), entry.queueArn(), entry.eventsAsStrings());
    }
    for (LambdaFunctionConfiguration entry : functions()) {
      if (!ours.test(entry.id())) {
        add(found, wanted, entry.id(), entry.lambdaFunctionArn(), entry.eventsAsStrings());
      }
    }
    return found;
  }

  private static void add(
      List<String> found, WantedObjects wanted, String id, String arn, List<String> events) {
    if (wanted.overlaps(events)) {
      found.add(arn + " of " + String.join(", ", events) + " (entry " + id + ")");
    }
  }

  /** Whether both say the same, in whatever order. */
  boolean same(Notifications other) {
    return plain().equals(other.plain());
  }

  private List<Object> plain() {
    return List.of(
        new HashSet<>(document.topicConfigurations()),
        new HashSet<>(document.queueConfigurations()),
        new HashSet<>(functions().stream().map(Notifications::plain).toList()),
        document.eventBridgeConfiguration() != null);
  }

  /** The order of events means nothing, nor does a filter that lets all pass. */
  private static LambdaFunctionConfiguration plain(LambdaFunctionConfiguration entry) {
    return entry.toBuilder()
        .eventsWithStrings(entry.eventsAsStrings().stream().sorted().toList())
        .filter(filtered(entry.filter()))
        .build();
  }

  /** S3 gives the names of rules back with a capital. */
  private static NotificationConfigurationFilter filtered(NotificationConfigurationFilter filter) {
    if (filter == null || filter.key() == null) {
      return null;
    }
    List<FilterRule> rules =
        filter.key().filterRules().stream()
            .filter(rule -> rule.value() != null && !rule.value().isEmpty())
            .map(rule -> rule.toBuilder().name(lower(rule.nameAsString())).build())
            .toList();
    return rules.isEmpty()
        ? null
        : NotificationConfigurationFilter.builder().key(k -> k.filterRules(rules)).build();
  }

  private static String lower(String name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }
}
