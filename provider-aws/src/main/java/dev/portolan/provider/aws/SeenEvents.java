package dev.portolan.provider.aws;

import java.util.List;

/** What brings a function its events, as it is. */
record SeenEvents(
    SeenSchedule schedule,
    List<SeenTopic> topics,
    List<SeenRule> rules,
    SeenQueue queue,
    SeenTable table,
    SeenKafka kafka,
    List<SeenBucket> buckets,
    SeenDeadLetter deadLetter) {
  static SeenEvents nothing() {
    return new SeenEvents(
        SeenSchedule.nothing(),
        List.of(),
        List.of(),
        SeenQueue.nothing(),
        SeenTable.nothing(),
        SeenKafka.nothing(),
        List.of(),
        SeenDeadLetter.nothing());
  }
}
