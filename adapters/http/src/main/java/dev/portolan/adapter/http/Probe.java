package dev.portolan.adapter.http;

import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Problem;
import dev.portolan.runtime.StartException;

/**
 * Answers for the process itself, under a path that no function may have: user code is not called.
 *
 * <p>{@code /.well-known/portolan/ready} is 200 as long as requests are welcome, and 503 from
 * SIGTERM on; {@code /.well-known/portolan/live} is 200 as long as there is a process. With {@code
 * ?revision=NAME} both are 421 where the platform, in {@code K_REVISION}, names this one otherwise:
 * whoever asks a new revision must not take the old one's word for it, and nobody is told a name.
 */
final class Probe {
  static final String PREFIX = "/.well-known/portolan/";
  private static final String REVISION = "revision=";

  private Probe() {}

  /**
   * Refuses a function with a route under this path, which it would never see a request of.
   *
   * <p>A route of nothing but variables keeps all its other paths.
   */
  static void requireFree(Invoker invoker) {
    boolean taken = invoker.isUnder(PREFIX);
    boolean anything = invoker.routes("/a/b/c");
    for (String name : new String[] {"ready", "live", "invoke", "a"}) {
      taken |= !anything && invoker.routes(PREFIX.concat(name));
    }
    if (taken) {
      throw new StartException(
          "The path " + PREFIX + " is the server's own: give the function another route", null);
    }
  }

  /** The answer, or {@code null} if there is nothing of that name. */
  static HttpResponse answer(RequestHead head, String function, boolean draining) {
    int mark = head.target.indexOf('?');
    String name = head.target.substring(PREFIX.length(), mark < 0 ? head.target.length() : mark);
    if (!name.equals("ready") && !name.equals("live")) {
      return null;
    }
    if (!head.method.equals("GET") && !head.method.equals("HEAD")) {
      return HttpResponse.of(405).withHeader("allow", "GET, HEAD");
    }
    if (draining && name.equals("ready")) {
      return Problem.of(503, HttpCall.newId(), "draining", "This instance is about to end.");
    }
    boolean other = mark >= 0 && isOther(head.target.substring(mark + 1));
    return other
        ? Problem.of(421, HttpCall.newId(), "other-revision", "This is another revision.")
        : ready(name, function);
  }

  /** Whether somebody asks for a revision by name, and this is none of that name. */
  private static boolean isOther(String query) {
    return query.startsWith(REVISION)
        && !query.substring(REVISION.length()).equals(System.getenv("K_REVISION"));
  }

  /** The answer of a function that was started. */
  static HttpResponse ready(String state, String function) {
    JsonWriter json = new JsonWriter().raw("{\"$portolan\":");
    json.string(state).raw(",\"function\":").string(function).raw("}");
    return HttpResponse.of(200)
        .withHeader("content-type", "application/json")
        .withHeader("cache-control", "no-store")
        .withBody(json.toBytes());
  }
}
