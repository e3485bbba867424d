package dev.portolan.test;

import dev.portolan.testkit.adapter.AdapterHarness;
import java.util.ArrayList;
import java.util.List;

/** What was observed on one platform, in one run of a test. Thread-safe. */
final class Recording {
  private final AdapterHarness platform;
  private final List<Step> steps = new ArrayList<>();

  Recording(AdapterHarness platform) {
    this.platform = platform;
  }

  AdapterHarness platform() {
    return platform;
  }

  String provider() {
    return platform.provider();
  }

  synchronized void add(Step step) {
    steps.add(step);
  }

  /** What was observed so far, and nothing that comes after. */
  synchronized Recording soFar() {
    Recording soFar = new Recording(platform);
    soFar.steps.addAll(steps);
    return soFar;
  }

  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }
}
