package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.testkit.adapter.Departure;
import dev.portolan.testkit.adapter.Expected;
import java.util.ArrayList;
import java.util.List;

/** Where Google's server stands between: its two versions are on Jetty 9.4 and 12. */
final class Departures {
  private static final String JETTY =
      "https://github.com/jetty/jetty.project/blob/jetty-12.0.x/jetty-core/";

  private Departures() {}

  static List<Departure> ofFirst() {
    return List.of(
        new Departure(
            "header-8-kb",
            Expected.status(431).uncalled(),
            "Jetty takes no head beyond 8 KiB, and the invoker leaves that as it is",
            JETTY
                + "jetty-server/src/main/java/org/eclipse/jetty/server/HttpConfiguration.java:"
                + " _requestHeaderSize"));
  }

  static List<Departure> ofSecond() {
    List<Departure> departures = new ArrayList<>(ofFirst());
    for (String id :
        List.of(
            "path-encoded-percent",
            "path-encoded-twice",
            "path-encoded-slash",
            "no-route-empty-segment",
            "no-route-two-slashes")) {
      departures.add(
          new Departure(
              id,
              Expected.status(400).uncalled(),
              "Jetty 12 answers 400 to a path that could be read in two ways",
              JETTY
                  + "jetty-http/src/main/java/org/eclipse/jetty/http/UriCompliance.java: DEFAULT"));
    }
    departures.add(
        new Departure(
            "body-multipart",
            Expected.problem(415, "Unsupported Media Type").uncalled(),
            "The invoker has read a form of several parts before the function is called",
            "https://github.com/GoogleCloudPlatform/functions-framework-java: Invoker.startServer,"
                + " EagerContentHandler"));
    return departures;
  }
}
