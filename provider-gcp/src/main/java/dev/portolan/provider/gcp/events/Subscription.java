package dev.portolan.provider.gcp.events;

/** What brings a function its events, as it shall be. */
public sealed interface Subscription permits EventTrigger, ScheduledJob {
  /** The function's name in its project. */
  String function();

  /** What it is called in its project and location. */
  String id();

  /** As plans name it. */
  String told();
}
