package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Deployer.LogLine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Log groups: one method a call. */
record LogCalls(Supplier<CloudWatchLogsClient> client, Ledger ledger) {
  /** Names of the groups under a prefix to their retention in days, empty for ever. */
  SortedMap<String, Optional<Integer>> groups(String prefix) throws Exception {
    SortedMap<String, Optional<Integer>> groups = new TreeMap<>();
    String token = null;
    do {
      String from = token;
      DescribeLogGroupsResponse page =
          ledger.read(
              () ->
                  client
                      .get()
                      .describeLogGroups(r -> r.logGroupNamePrefix(prefix).nextToken(from)));
      page.logGroups()
          .forEach(
              group ->
                  groups.put(group.logGroupName(), Optional.ofNullable(group.retentionInDays())));
      token = page.nextToken();
    } while (token != null);
    return groups;
  }

  Map<String, String> tags(String arn) throws Exception {
    return ledger
        .find(
            () -> client.get().listTagsForResource(r -> r.resourceArn(arn)),
            ResourceNotFoundException.class::isInstance)
        .map(ListTagsForResourceResponse::tags)
        .orElse(Map.of());
  }

  void create(String group, Map<String, String> tags) throws Exception {
    ledger.create(() -> client.get().createLogGroup(r -> r.logGroupName(group).tags(tags)));
  }

  void retain(String group, int days) throws Exception {
    ledger.change(
        () -> client.get().putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(days)));
  }

  void delete(String group) throws Exception {
    try {
      ledger.change(() -> client.get().deleteLogGroup(r -> r.logGroupName(group)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  /** Tells what was logged from an instant on; returns the instant after the last line told. */
  Instant tell(String group, Instant from, Consumer<LogLine> sink) throws Exception {
    long start = from.toEpochMilli();
    long last = start - 1;
    String token = null;
    do {
      String next = token;
      FilterLogEventsResponse page =
          ledger.read(
              () ->
                  client
                      .get()
                      .filterLogEvents(
                          r -> r.logGroupName(group).startTime(start).nextToken(next)));
      for (FilteredLogEvent event : page.events()) {
        sink.accept(
            new LogLine(Instant.ofEpochMilli(event.timestamp()), event.message().stripTrailing()));
        last = Math.max(last, event.timestamp());
      }
      token = page.nextToken();
    } while (token != null);
    return Instant.ofEpochMilli(last + 1);
  }
}
