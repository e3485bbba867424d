package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

class LogsTest {
  @TestFactory
  Stream<DynamicTest> keepsGroupsWithTagsAndRetention() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          CloudWatchLogsClient logs = sdk.logs();
          logs.createLogGroup(g -> g.logGroupName("/a/b").tags(Map.of("k", "v")));
          refused(
              400,
              "ResourceAlreadyExistsException",
              () -> logs.createLogGroup(g -> g.logGroupName("/a/b")));
          refused(
              400,
              "InvalidParameterException",
              () -> logs.putRetentionPolicy(g -> g.logGroupName("/a/b").retentionInDays(2)));
          logs.putRetentionPolicy(g -> g.logGroupName("/a/b").retentionInDays(3));
          var group = logs.describeLogGroups(g -> g.logGroupNamePrefix("/a")).logGroups().get(0);
          assertEquals(3, group.retentionInDays());
          assertEquals(
              Map.of("k", "v"),
              logs.listTagsForResource(t -> t.resourceArn(group.logGroupArn())).tags());
          logs.deleteLogGroup(g -> g.logGroupName("/a/b"));
          refused(
              400,
              "ResourceNotFoundException",
              () -> logs.filterLogEvents(g -> g.logGroupName("/a/b")));
        });
  }

  @TestFactory
  Stream<DynamicTest> filtersAndPagesLines() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          CloudWatchLogsClient logs = sdk.logs();
          logs.createLogGroup(g -> g.logGroupName("g"));
          logs.createLogStream(s -> s.logGroupName("g").logStreamName("s"));
          logs.putLogEvents(
              p ->
                  p.logGroupName("g")
                      .logStreamName("s")
                      .logEvents(
                          IntStream.range(0, 10)
                              .mapToObj(
                                  i ->
                                      InputLogEvent.builder()
                                          .timestamp((long) i)
                                          .message(i % 2 == 0 ? "even " + i : "odd " + i)
                                          .build())
                              .toList()));
          assertEquals(
              List.of("odd 3", "odd 5", "odd 7"),
              logs
                  .filterLogEventsPaginator(
                      f ->
                          f.logGroupName("g")
                              .startTime(2L)
                              .endTime(8L)
                              .filterPattern("odd -even")
                              .limit(2))
                  .events()
                  .stream()
                  .map(FilteredLogEvent::message)
                  .toList());
          assertEquals(
              10, logs.getLogEvents(g -> g.logGroupName("g").logStreamName("s")).events().size());
          assertEquals(
              "s",
              logs.describeLogStreams(g -> g.logGroupName("g"))
                  .logStreams()
                  .get(0)
                  .logStreamName());
        });
  }
}
