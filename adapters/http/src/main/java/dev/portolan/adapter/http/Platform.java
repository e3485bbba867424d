package dev.portolan.adapter.http;

import dev.portolan.Event;
import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.Trace;
import dev.portolan.runtime.Call;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Outbound;
import java.util.Map;

/**
 * What the platform around this server means by its events, and by headers of its own.
 *
 * <p>Asked when the first event comes, or a trace is asked for that the request does not tell in
 * W3C's words; thread-safe.
 */
public interface Platform {

  /**
   * The event that the function is handed; {@code null} if it did not ask for it: then it is
   * acknowledged.
   *
   * @param tree as {@link dev.portolan.runtime.CloudEvents#tree} reads it
   * @param headers those of the request that brought it
   * @param call the one that the request is
   * @throws dev.portolan.codec.CodecException if it is none
   * @throws dev.portolan.runtime.FailedInvocation if it cannot be read and must come again all the
   *     same, since it could not be kept
   */
  Object event(Object tree, Fields headers, Invoker invoker, Call call);

  /**
   * The same answer with a status that has the intended effect on whoever sent the event.
   *
   * @param event as the function was handed it
   * @param headers those of the request that brought it
   * @param call the one that the request is
   */
  HttpResponse toSender(
      HttpResponse response, Object event, Fields headers, Invoker invoker, Call call);

  /** What sort of thing an event of this type is. */
  Event.Kind kind(String type);

  /**
   * The data of an event as a portable payload, as {@link dev.portolan.runtime.Call#portable}.
   *
   * @param event as the function is handed it
   */
  Object portable(Event.Kind kind, Map<?, ?> event);

  /**
   * How long running requests may take after SIGTERM, in milliseconds, where the environment does
   * not say so: less than the platform itself waits, so that the function can still be stopped.
   */
  int drainMillis();

  /** The trace that these headers tell in the platform's own words, or {@code null}. */
  Trace trace(Fields headers);

  /** The platform's queues and buckets; {@code null} if it has none. Asked for again each time. */
  Outbound outbound();
}
