package dev.portolan.testkit;

/** Makes calls go wrong. What is scheduled strikes once; nothing scheduled, nothing goes wrong. */
public interface FaultSchedule {
  /** When in a call a fault strikes. */
  enum Point {
    /** Nothing of the request has arrived. */
    BEFORE_SEND,
    /** The request took effect, its answer has not arrived. */
    AFTER_COMMIT,
    /** The answer has arrived. */
    AFTER_RESPONSE
  }

  /** What goes wrong. */
  enum Fault {
    /**
     * The caller's process dies: an {@link Error} that no one catches is thrown, and all its later
     * calls end the same way until {@link FaultSchedule#clear()}.
     */
    KILL,
    /** The connection ends without an answer. */
    LOSE_RESPONSE,
    /** Too many calls; nothing took effect. */
    THROTTLE,
    /** An internal error, as the cloud words it. */
    SERVER_ERROR,
    /** Another change of the same resource is not over; nothing took effect. */
    IN_PROGRESS,
    /** The credentials are no longer valid; nothing took effect. */
    EXPIRED_CREDENTIALS
  }

  /**
   * Lets a fault strike a call to come.
   *
   * @param number of the call, as {@link Call#number} counts
   */
  void strike(int number, Point point, Fault fault);

  /** Lets something happen outside, once, while a call to come is at a point. */
  void meanwhile(int number, Point point, Runnable step);

  /** Whether the real cloud could answer this call so. What cannot happen is not tried. */
  default boolean possible(Call call, Fault fault) {
    return true;
  }

  /** Forgets all that is left, and lets a killed caller live again, as its next process. */
  void clear();

  /** How much of what was scheduled has not come. */
  int unspent();
}
