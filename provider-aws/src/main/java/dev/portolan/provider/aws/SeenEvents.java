package dev.portolan.provider.aws;

import java.util.List;

/** What brings a function its events, as it is. */
record SeenEvents(
    SeenSchedule schedule,
    List<SeenTopic> topics,
    SeenQueue queue,
    SeenTable table,
    List<SeenBucket> buckets,
    SeenDeadLetter deadLetter) {
  static SeenEvents nothing() {
    return new SeenEvents(
        SeenSchedule.nothing(),
        List.of(),
        SeenQueue.nothing(),
        SeenTable.nothing(),
        List.of(),
        SeenDeadLetter.nothing());
  }
}
