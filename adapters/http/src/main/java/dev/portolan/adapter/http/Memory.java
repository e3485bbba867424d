package dev.portolan.adapter.http;

/** The part of the heap that the bodies of all requests may take together. */
final class Memory {
  private long left;

  Memory(long bytes) {
    left = bytes;
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
