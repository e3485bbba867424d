package dev.portolan.adapter.http;

/** The part of the heap that the bodies of all requests may take together. */
final class Memory {
  private final long all;
  private long left;

  Memory(long bytes) {
    all = bytes;
    left = bytes;
  }

  /** Whether so much can be had at all, when nobody else has any. */
  boolean canHold(long bytes) {
    return bytes <= all;
  }

  /** Takes some, or refuses the request that wants it: it may come again. */
  synchronized void take(int bytes) throws Refusal {
    if (bytes > left) {
      throw Overload.refusal();
    }
    left -= bytes;
  }

  synchronized void give(int bytes) {
    left += bytes;
  }
}
