package dev.portolan.testkit;

import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The event triggers of the contracts' functions. */
final class EventTriggers {
  private static final String ORDERS = SampleProject.TOPICS.get(0);
  private static final String RETURNS = SampleProject.TOPICS.get(1);
  private static final String PLACED = "com.acme.order.placed";

  private EventTriggers() {}

  /** Those features that are event triggers. */
  static List<Feature> among(Set<Feature> features) {
    return Stream.of(
            Feature.SCHEDULE,
            Feature.TOPIC,
            Feature.QUEUE,
            Feature.OBJECTS,
            Feature.RECORDS,
            Feature.KAFKA)
        .filter(features::contains)
        .toList();
  }

  /** A trigger that needs a feature. */
  static Trigger of(Feature feature) {
    return switch (feature) {
      case SCHEDULE -> new Trigger.Schedule("0 2 * * *", "UTC");
      case TOPIC -> new Trigger.Topic(ORDERS, List.of(PLACED));
      case QUEUE -> new Trigger.Queue(SampleProject.QUEUES.get(0), 10);
      case OBJECTS -> new Trigger.ObjectCreated(SampleProject.BUCKETS.get(0));
      case RECORDS -> new Trigger.RecordChanged(SampleProject.TABLES.get(0));
      case KAFKA -> new Trigger.Kafka(List.of(ORDERS), "");
      default -> throw new IllegalArgumentException(feature.name());
    };
  }

  /** The same after one of its changes, from 1 on, those over and over; as it was for 0. */
  static Trigger of(Feature feature, int change) {
    List<Trigger> changed = changed(feature);
    return change == 0 ? of(feature) : changed.get((change - 1) % changed.size());
  }

  /**
   * One for another function: the same, save of a queue, which has one taker on some platforms, and
   * of a bucket, which tells one on others.
   */
  static Trigger another(Feature feature) {
    return feature == Feature.QUEUE || feature == Feature.OBJECTS
        ? changed(feature).get(0)
        : of(feature);
  }

  /** The same, changed in one respect each. */
  static List<Trigger> changed(Feature feature) {
    return switch (feature) {
      case SCHEDULE ->
          List.of(
              new Trigger.Schedule("*/30 3 * * MON-FRI", "UTC"),
              new Trigger.Schedule("0 2 * * *", "Europe/Berlin"));
      case TOPIC ->
          List.of(
              new Trigger.Topic(ORDERS, List.of(PLACED, "com.acme.order.paid")),
              new Trigger.Topic(ORDERS, List.of()),
              new Trigger.Topic(RETURNS, List.of(PLACED)));
      case QUEUE -> List.of(new Trigger.Queue(SampleProject.QUEUES.get(1), 10));
      case OBJECTS ->
          List.of(
              new Trigger.ObjectCreated(SampleProject.BUCKETS.get(1)),
              new Trigger.ObjectDeleted(SampleProject.BUCKETS.get(0)));
      case RECORDS -> List.of(new Trigger.RecordChanged(SampleProject.TABLES.get(1)));
      case KAFKA ->
          List.of(
              new Trigger.Kafka(List.of(ORDERS, RETURNS), ""),
              new Trigger.Kafka(List.of(RETURNS), ""),
              new Trigger.Kafka(List.of(ORDERS), "shop"));
      default -> throw new IllegalArgumentException(feature.name());
    };
  }
}
