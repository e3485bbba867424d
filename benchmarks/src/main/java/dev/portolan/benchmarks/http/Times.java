package dev.portolan.benchmarks.http;

import java.util.Arrays;

/** How long a server took each time. */
final class Times {
  private final Subject subject;
  private long[] nanos = new long[0];

  Times(Subject subject) {
    this.subject = subject;
  }

  Subject subject() {
    return subject;
  }

  void add(long value) {
    nanos = Arrays.copyOf(nanos, nanos.length + 1);
    nanos[nanos.length - 1] = value;
    Arrays.sort(nanos);
  }

  double median() {
    return percentile(50);
  }

  /** In milliseconds: the smallest that this part of all did not exceed. */
  double percentile(int part) {
    return nanos[(nanos.length - 1) * part / 100] / 1e6;
  }
}
