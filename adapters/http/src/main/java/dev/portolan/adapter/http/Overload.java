package dev.portolan.adapter.http;

/** Lets only so many invocations run at once, and sends the others away to come again. */
final class Overload {
  private final int most;
  private int running;

  Overload(int most) {
    this.most = most;
  }

  /** Enters, or refuses at once: the platform has the queue, and other instances. */
  synchronized void enter() throws Refusal {
    if (running == most) {
      throw refusal();
    }
    running++;
  }

  /** Whether nobody could enter now. */
  synchronized boolean isFull() {
    return running == most;
  }

  synchronized void leave() {
    running--;
  }

  static Refusal refusal() {
    return new Refusal(503, "overloaded", "There is too much to do here: come again.");
  }
}
