package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/** Translates what one of AWS's sources sends, record by record, into CloudEvents. */
interface RecordWire {

  /**
   * The event that a record is.
   *
   * @throws dev.portolan.codec.CodecException if it is none
   */
  Map<String, Object> event(Map<?, ?> record);

  /** By what the source knows the record, for the log and its reply; {@code null} if by nothing. */
  String id(Map<?, ?> record);

  /** Whether the records of this one's source have an order. */
  default boolean isOrdered(Map<?, ?> record) {
    return false;
  }

  /**
   * By what its source orders the record, whatever event it carries; {@code null} if that is the
   * event's own key.
   */
  default String orderKey(Map<?, ?> record) {
    return null;
  }

  /** Of what kind all are, whatever event they carry; {@code null} if their types tell. */
  default Event.Kind kind() {
    return null;
  }

  /** Which delivery of the record this is, from 1. */
  default int attempt(Map<?, ?> record) {
    return 1;
  }

  /**
   * Tells the source which of its records shall come again.
   *
   * @throws dev.portolan.runtime.FailedInvocation if it has no word for that: all shall
   */
  default byte[] reply(LambdaRecords records, Replies replies) {
    return replies.asynchronous();
  }

  /** An event without data. */
  static Map<String, Object> event(String id, String source, String type, String time) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", source);
    event.put("type", type);
    put(event, "time", time);
    return event;
  }

  /** Adds what is known. */
  static void put(Map<String, Object> event, String name, Object value) {
    if (value != null) {
      event.put(name, value);
    }
  }
}
