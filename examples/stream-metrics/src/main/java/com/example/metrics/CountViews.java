package com.example.metrics;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Kafka;
import dev.portolan.KafkaRecord;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import java.util.Map;
import java.util.TreeMap;

/** Tells of each batch of page views how many each page had, and how long they took. */
@Kafka("page-views")
public final class CountViews
    implements PortableFunction<Batch<KafkaRecord<String, CountViews.View>>, Batch.Result> {
  /** One view of a page, whose path is the record's key. */
  public record View(int millis) {}

  /** Views so far. */
  record Sum(int views, long millis) {
    Sum and(Sum other) {
      return new Sum(views + other.views, millis + other.millis);
    }

    @Override
    public String toString() {
      return views + " views, " + millis / views + " ms on average";
    }
  }

  @Override
  public Batch.Result handle(Batch<KafkaRecord<String, View>> batch, Context context)
      throws InterruptedException {
    Map<String, Sum> pages = new TreeMap<>();
    Batch.Result result = batch.each(event -> add(event.data(), pages));
    pages.forEach(
        (page, sum) -> context.logger().log(System.Logger.Level.INFO, page + ": " + sum));
    return result;
  }

  /** A record without a page or time is nobody's view, today and tomorrow. */
  static void add(KafkaRecord<String, View> view, Map<String, Sum> pages) {
    String page = view.key().orElseThrow(() -> new Reject("a view of no page"));
    int millis = view.value().map(View::millis).orElse(-1);
    if (millis < 0) {
      throw new Reject("a view of " + page + " that took no time");
    }
    pages.merge(page, new Sum(1, millis), Sum::and);
  }
}
