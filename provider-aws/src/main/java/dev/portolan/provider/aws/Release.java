package dev.portolan.provider.aws;

import dev.portolan.deploy.model.PhysicalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a rollback must restore beyond the version itself. It stands in the function's description,
 * which each version keeps: {@code portolan/1 concurrency=5 front=http-api routes=+GET /hello,-POST
 * /hello}, where a plus stands for a route open to anyone, a star for one that takes tokens.
 *
 * <p>A description holds 256 characters. Where the routes do not fit, their hash stands there, and
 * a rollback leaves the routes as they are.
 *
 * @param routes empty where they did not fit
 */
record Release(OptionalInt concurrency, Optional<Front> front, Optional<List<Route>> routes) {
  private static final int MAX_LENGTH = 256 - " again=9999".length();
  private static final Pattern FORM =
      Pattern.compile("portolan/1 concurrency=([0-9]{0,9}) front=([a-z-]*) routes(=|#)(.*)");
  private static final Pattern AGAIN = Pattern.compile(" again=[0-9]+$");
  private static final Pattern ROUTE = Pattern.compile("([+*-])([A-Z]+) (/.*)");

  static Release of(OptionalInt concurrency, Optional<Front> front, List<Route> routes) {
    return new Release(concurrency, front, Optional.of(routes));
  }

  String text() {
    List<String> all = routes.orElse(List.of()).stream().map(Release::route).toList();
    String joined = String.join(",", all);
    String head =
        "portolan/1 concurrency="
            + (concurrency.isPresent() ? concurrency.getAsInt() : "")
            + " front="
            + front.map(Front::key).orElse("")
            + " routes";
    String whole = head + "=" + joined;
    boolean plain = all.stream().noneMatch(route -> route.contains(","));
    return plain && whole.length() <= MAX_LENGTH ? whole : head + "#" + PhysicalName.hash(joined);
  }

  /** The same text, but not to Lambda, which publishes only what differs from the last version. */
  static String again(String text, String version) {
    return steady(text) + " again=" + version;
  }

  /** The text without the mark of a repetition. */
  static String steady(String text) {
    return text == null ? "" : AGAIN.matcher(text).replaceFirst("");
  }

  /** Nothing, where somebody else wrote the description. */
  static Optional<Release> read(String text) {
    Matcher form = FORM.matcher(steady(text));
    if (!form.matches()) {
      return Optional.empty();
    }
    Optional<Front> front = Optional.empty();
    for (Front known : Front.values()) {
      if (known.key().equals(form.group(2))) {
        front = Optional.of(known);
      }
    }
    OptionalInt concurrency =
        form.group(1).isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(form.group(1)));
    Optional<List<Route>> routes =
        form.group(3).equals("=") ? Optional.of(routes(form.group(4))) : Optional.empty();
    return Optional.of(new Release(concurrency, front, routes));
  }

  /** What differs between two descriptions, one phrase a thing. */
  static List<String> differences(String before, String after) {
    Optional<Release> was = read(before);
    Optional<Release> is = read(after);
    List<String> all = new ArrayList<>();
    if (was.isPresent() && is.isPresent()) {
      compare(all, "maxConcurrency", was.get().bound(), is.get().bound());
      compare(all, "front", was.get().front().map(Front::key), is.get().front().map(Front::key));
      compare(all, "routes", was.get().shown(), is.get().shown());
    }
    if (all.isEmpty() && !before.equals(after)) {
      all.add("description changed");
    }
    return all;
  }

  private static void compare(
      List<String> all, String what, Optional<String> before, Optional<String> after) {
    if (!before.equals(after)) {
      all.add(what + " " + before.orElse("none") + " → " + after.orElse("none"));
    }
  }

  private Optional<String> bound() {
    return concurrency.isPresent()
        ? Optional.of(Integer.toString(concurrency.getAsInt()))
        : Optional.empty();
  }

  private Optional<String> shown() {
    return routes
        .filter(all -> !all.isEmpty())
        .map(all -> all.stream().map(Route::shown).collect(Collectors.joining(", ")));
  }

  private static String route(Route route) {
    return route.guard().mark() + route.key();
  }

  private static List<Route> routes(String text) {
    List<Route> routes = new ArrayList<>();
    for (String part : text.split(",")) {
      Matcher route = ROUTE.matcher(part);
      if (route.matches()) {
        Route.Guard guard = Route.Guard.marked(route.group(1)).orElseThrow();
        routes.add(new Route(route.group(2), route.group(3), guard));
      }
    }
    return routes;
  }
}
