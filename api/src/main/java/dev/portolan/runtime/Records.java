package dev.portolan.runtime;

import dev.portolan.codec.CodecException;

/**
 * Records that a platform delivered together, and wants to hear of one by one; an adapter's own
 * class answers it.
 *
 * <p>Asked by one thread at a time, in the order of the records.
 */
public interface Records {

  /** How many there are. */
  int size();

  /** Whether their order matters. */
  boolean ordered();

  /**
   * Among which records the order matters, where they are handed over one by one: what shall come
   * again holds back those of its group.
   *
   * @return {@code null} if all are one group
   */
  default String group(int index) {
    return null;
  }

  /**
   * By what the order is kept where several are handled at once, whatever the event itself says.
   *
   * @return {@code null} if by the event's {@code partitionkey}
   */
  default String orderKey(int index) {
    return null;
  }

  /**
   * The event that a record is, as {@link Invoker#eventHere} takes it.
   *
   * @return {@code null} if the function did not ask for it: then it is handled
   * @throws CodecException if it is none and never will be
   */
  Object event(int index);

  /** What the platform tells about the call that hands over this record alone. */
  Call call(int index);

  /**
   * Takes what the function answered to a record that was handed over alone.
   *
   * @param reply an event in its JSON form; empty if the function answered none
   */
  default void answered(int index, byte[] reply) {}

  /**
   * Takes a record that was refused for good.
   *
   * @param why what the log is to say
   * @return whether it is taken care of; if not, it must come again
   */
  boolean refused(int index, String why);
}
