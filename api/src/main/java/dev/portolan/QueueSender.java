package dev.portolan;

import java.io.IOException;

/**
 * Sends messages to one queue, which {@link SendsTo} names. Thread-safe; of one invocation.
 *
 * <p>Every message is a CloudEvent of which the queue's own message holds the data as it is, and
 * the attributes beside it: a portable function that takes from the queue is handed the same event
 * on every platform, and whoever else takes from it finds the plain data.
 */
public interface QueueSender {

  /**
   * Sends one message, and returns when the queue has it.
   *
   * <p>A record, POJO or collection is sent as JSON, a {@code String} as text, a {@code byte[]} as
   * it is. An {@link Event} is sent with its own attributes, and its data by its media type;
   * anything else gets a new id, the current time, the function's name as its source, and {@code
   * dev.portolan.message} as its type. The trace of the invocation goes along. In a queue that
   * keeps an order, messages of one {@code partitionkey} keep it among each other.
   *
   * <p>Not promised: that a message is there once. Where the platform's answer is lost it is sent
   * again, with the same id.
   *
   * <p>An event with other data is another event: give it another id, which {@link Event#withData}
   * does not.
   *
   * @param message its data together with its attributes may have 256 KiB on every platform; data
   *     that is no text counts as it is in Base64, a third longer
   * @return the id of the event
   * @throws IllegalArgumentException if it cannot be sent anywhere: {@code null}, or an attribute
   *     that holds control characters or half of a character
   * @throws IOException if the queue did not take it, or nobody can tell; let it through, and the
   *     invocation has failed
   */
  String send(Object message) throws IOException;
}
