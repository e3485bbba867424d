package dev.portolan.provider.aws;

/** What brings a function its events, as it is. */
record SeenEvents(SeenSchedule schedule) {
  static SeenEvents nothing() {
    return new SeenEvents(SeenSchedule.nothing());
  }
}
