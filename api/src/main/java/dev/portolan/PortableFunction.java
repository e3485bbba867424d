package dev.portolan;

/**
 * A function that runs unchanged on every platform.
 *
 * <p>One object is created per process, by its public constructor without parameters, and shared by
 * all invocations: it must be thread-safe, since several may run at once. An {@code object} of
 * Kotlin or Scala is that object itself.
 *
 * <p>The input type chooses the binding: a record, POJO or collection is read from JSON (for GET,
 * HEAD and DELETE without a body, from the query parameters); {@link HttpRequest} is the whole
 * request; {@link Event} and {@link Batch} are events; {@code byte[]} and {@code String} are the
 * body as it came; {@link Void} takes nothing and is handed {@code null}. Where an event calls a
 * function that takes none of these, its data is bound.
 *
 * <p>The output type chooses the answer: a record, POJO or collection is written as JSON; {@link
 * HttpResponse} is the whole response, its body in memory or written while it is sent; {@code
 * byte[]} and {@code String} are the body; {@code null} is an answer without content. An {@link
 * Event} function answers nothing, or an {@link Event} where the platform takes one in reply; a
 * {@link Batch} function may answer {@link Batch.Result}.
 *
 * @param <I> what the function takes
 * @param <O> what the function answers
 */
@FunctionalInterface
public interface PortableFunction<I, O> {

  /**
   * Handles one invocation.
   *
   * <p>The thread is interrupted when the deadline passes, and what is returned later is thrown
   * away. Any {@code Throwable} is a failed invocation: over HTTP a {@link FunctionException}
   * becomes the status it names, everything else 500 without any detail; see {@link Retry} and
   * {@link Reject} for events.
   *
   * @param input what the platform sent; {@code null} only for {@link Void} and a JSON {@code null}
   * @param context facts of this invocation, never {@code null}; not to be kept after it
   */
  O handle(I input, Context context) throws Exception;
}
