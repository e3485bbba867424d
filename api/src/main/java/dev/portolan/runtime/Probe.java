package dev.portolan.runtime;

import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonWriter;

/**
 * Answers for the process itself, under a path that no function may have: user code is not called.
 *
 * <p>{@code /.well-known/portolan/ready} is 200 as long as requests are welcome, and 503 from
 * SIGTERM on; {@code /.well-known/portolan/live} is 200 as long as there is a process. With {@code
 * ?revision=NAME} both are 421 where the platform, in {@code K_REVISION}, names this one otherwise:
 * whoever asks a new revision must not take the old one's word for it, and nobody is told a name.
 */
public final class Probe {
  /** Under which everything is the adapter's own. */
  public static final String PREFIX = "/.well-known/portolan/";

  private static final String REVISION = "revision=";

  private Probe() {}

  /**
   * Refuses a function with a route under this path, which it would never see a request of.
   *
   * <p>A route of nothing but variables keeps all its other paths.
   */
  public static void requireFree(Invoker invoker) {
    boolean taken = invoker.isUnder(PREFIX);
    boolean anything = invoker.routes("/a/b/c");
    for (String name : new String[] {"ready", "live", "invoke", "a"}) {
      taken |= !anything && invoker.routes(PREFIX.concat(name));
    }
    if (taken) {
      throw new StartException(
          "The path " + PREFIX + " is the adapter's own: give the function another route", null);
    }
  }

  /**
   * The answer, or {@code null} if there is nothing of that name.
   *
   * @param target path and query of the request, which begin with {@link #PREFIX}
   */
  public static HttpResponse answer(
      String method, String target, String function, boolean draining) {
    int mark = target.indexOf('?');
    String name = target.substring(PREFIX.length(), mark < 0 ? target.length() : mark);
    if (!name.equals("ready") && !name.equals("live")) {
      return null;
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return HttpResponse.of(405).withHeader("allow", "GET, HEAD");
    }
    if (draining && name.equals("ready")) {
      return Problem.of(503, Ids.next(), "draining", "This instance is about to end.");
    }
    boolean other = mark >= 0 && isOther(target.substring(mark + 1));
    return other
        ? Problem.of(421, Ids.next(), "other-revision", "This is another revision.")
        : ready(name, function);
  }

  /** Whether somebody asks for a revision by name, and this is none of that name. */
  private static boolean isOther(String query) {
    return query.startsWith(REVISION)
        && !query.substring(REVISION.length()).equals(System.getenv("K_REVISION"));
  }

  /** The answer of a function that was started. */
  public static HttpResponse ready(String state, String function) {
    JsonWriter json = new JsonWriter().raw("{\"$portolan\":");
    json.string(state).raw(",\"function\":").string(function).raw("}");
    return HttpResponse.of(200)
        .withHeader("content-type", "application/json")
        .withHeader("cache-control", "no-store")
        .withBody(json.toBytes());
  }
}
