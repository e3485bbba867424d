package dev.portolan.sandbox.knative.serving;

import java.util.List;

/**
 * Which revision answers, by percent.
 *
 * @param shares in the order of the route
 */
record TrafficSplit(List<Share> shares) {
  /** One revision's part. */
  record Share(String revision, int percent) {}

  static TrafficSplit all(String revision) {
    return new TrafficSplit(List.of(new Share(revision, 100)));
  }

  /** The revision for a number from 0 to 99. */
  String at(int point) {
    int sum = 0;
    for (Share share : shares) {
      sum += share.percent();
      if (point < sum) {
        return share.revision();
      }
    }
    return shares.get(shares.size() - 1).revision();
  }
}
