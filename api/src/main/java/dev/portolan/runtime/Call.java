package dev.portolan.runtime;

import dev.portolan.Event;
import dev.portolan.HttpResponse;
import dev.portolan.Identity;
import dev.portolan.Trace;
import java.util.List;
import java.util.Map;

/** What a platform tells about one invocation; an adapter's own class answers it. */
public interface Call {

  /** The platform's id of the invocation. */
  String id();

  /** How many milliseconds are left for the function, already less what the answer needs. */
  long remainingMillis();

  /** Which delivery of the same event this is, from 1. */
  int attempt();

  /**
   * Tells which delivery of an event this is, from 1, where its envelope says so and the call does
   * not; told before the function is called. Does nothing where a platform counts calls itself.
   */
  default void attempt(int delivery) {
    // The platform counts.
  }

  /** The caller's trace, or {@code null}; asked for at most once. */
  Trace trace();

  /** The verified caller, or {@code null} for anybody. */
  Identity identity();

  /** The platform's own object, or {@code null}. */
  Object nativeContext();

  /**
   * Whether the time was up and the caller has its answer, so that nobody waits for another; asked
   * only where the adapter watches the clock itself.
   */
  default boolean isOver() {
    return false;
  }

  /**
   * Sends a response whose body is streamed, on the thread of the handler.
   *
   * @return what is left for the adapter to send: the response itself if it is on its way; {@code
   *     null} if this platform takes responses only as a whole, so that the body must be collected
   * @throws Exception what the body's writer threw
   */
  default HttpResponse stream(HttpResponse response) throws Exception {
    return null;
  }

  /** How many bytes of a streamed body are collected at most, where it must be. */
  default int mostCollected() {
    return 10 * 1024 * 1024;
  }

  /**
   * The values of the request's {@code Accept}, where the adapter made a request without headers
   * ({@link Invoker#readsHeaders}); asked for only if the caller is told of a problem.
   */
  default List<String> accepted() {
    return List.of();
  }

  /** What sort of thing an event of this CloudEvents type is, on this platform. */
  default Event.Kind kind(String eventType) {
    return Event.Kind.CUSTOM;
  }

  /**
   * The data of an event as a portable payload, where the platform's own data has it; asked only if
   * the function takes such a payload.
   *
   * <p>Objects as JSON has them, what is unknown left out: for {@link dev.portolan.ObjectRef}
   * {@code {"bucket","key","size","etag","contentType","version"}}; for {@link dev.portolan.Tick}
   * {@code {"name","time"}}; for {@link dev.portolan.Change} {@code {"key","before","after"}}; for
   * {@link dev.portolan.KafkaRecord} {@code {"topic","partition","offset","key","value","headers":
   * [{"name","value"}]}}. Of a change and a record of Kafka, the parts that are the user's may be
   * bytes or {@link UntoldData} too, and the values of headers are bytes.
   *
   * @param kind one that such a payload is of
   * @param event the event as it was handed over
   * @return {@code null} if its own data already is of that form
   */
  default Object portable(Event.Kind kind, Map<?, ?> event) {
    return null;
  }

  /**
   * Fetches a secret from the platform.
   *
   * @param name the name in the reference
   * @param version the version in the reference, empty for the current one
   * @throws Exception if it cannot be had; its message may be logged and holds no part of the value
   */
  String secret(String name, String version) throws Exception;

  /** The platform's queues and buckets; {@code null} if it has none. Asked for again each time. */
  default Outbound outbound() {
    return null;
  }
}
