package dev.portolan.adapter.awslambda;

import static dev.portolan.testkit.adapter.Expected.problem;
import static dev.portolan.testkit.adapter.Expected.status;

import dev.portolan.testkit.adapter.Departure;
import dev.portolan.testkit.adapter.Expected;
import java.util.ArrayList;
import java.util.List;

/** What the gateways of one's own lose of a request or an answer, case by case. */
final class GatewayDepartures {
  private static final String MAPS = "The payload has the query as a map of names";
  private static final String PROXY =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html";
  private static final String BALANCER =
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html";
  private static final String LAST =
      "Without multi-value headers the last value of each name is all that there is";

  private final List<Departure> all = new ArrayList<>();
  private final String source;

  private GatewayDepartures(String source) {
    this.source = source;
  }

  static List<Departure> ofRestApi() {
    return proxy().all;
  }

  static List<Departure> ofHttpApi() {
    GatewayDepartures departures = proxy();
    departures.add(
        "path-encoded-slash",
        problem(404, "Not Found").uncalled(),
        "An HTTP API hands the path over decoded, and a slash in a segment is one between two then");
    return departures.all;
  }

  private static GatewayDepartures proxy() {
    GatewayDepartures departures = new GatewayDepartures(PROXY);
    departures.rawQuery("a=1&a=2&b=&c=&d=x%20y%20z&e=%C3%BC&%26=%3D");
    departures.query("in-order", "[z=1][z=3][a=2]", MAPS);
    return departures;
  }

  static List<Departure> ofBalancer() {
    GatewayDepartures departures = balancer();
    departures.rawQuery("a=1&a=2&b=&c=&d=x%20y+z&e=%C3%BC&%26=%3D");
    departures.query("in-order", "[z=1][z=3][a=2]", MAPS);
    departures.query("with-empty-pairs", "[=][=][a=1]", MAPS);
    return departures.all;
  }

  private static GatewayDepartures balancer() {
    GatewayDepartures departures = new GatewayDepartures(BALANCER);
    String megabyte = "A load balancer takes and hands back a megabyte";
    departures.add("body-megabyte", status(413).uncalled(), megabyte);
    departures.add("stream-1048577", problem(500, "Internal Server Error"), megabyte);
    departures.add("stream-declared-1048577", problem(500, "Internal Server Error"), megabyte);
    return departures;
  }

  static List<Departure> ofBalancerOfSingleValues() {
    GatewayDepartures departures = balancer();
    departures.rawQuery("a=2&b=&c=&d=x%20y+z&e=%C3%BC&%26=%3D");
    departures.query("of-everything", "[a=2][b=][c=][d=x y z][e=\\u252][&==]", LAST);
    departures.query("repeated", "[a=2]", LAST);
    departures.query("repeated-equal", "[a=1]", LAST);
    departures.query("in-order", "[z=3][a=2]", LAST);
    departures.query("with-empty-pairs", "[=][a=1]", MAPS);
    departures.add(
        "query-bound-numbers", status(200).body("{\"greeting\":\"Hello, A!\",\"sum\":5}"), LAST);
    departures.add("header-twice", status(200).header("x-list", "two"), LAST);
    departures.add("header-three-times-any-case", status(200).header("x-list", "four"), LAST);
    departures.add(
        "head-keeps-headers", status(200).header("x-a", "c").header("etag", "").bodyless(), LAST);
    departures.add(
        "parts-from-everywhere", status(200).body("7 [b,c] true acme, \"inc\" [three] Ada"), LAST);
    departures.add("bad-part-query-twice", status(200).body("7 null false null null Ada"), LAST);
    departures.add(
        "sets-two-cookies",
        problem(500, "Internal Server Error"),
        "Without multi-value headers a response sets one cookie");
    return departures.all;
  }

  private void rawQuery(String raw) {
    add("query-as-sent", status(200).header("x-raw-query", raw), MAPS);
  }

  private void query(String id, String told, String reason) {
    add("query-" + id, status(200).header("x-query", told), reason);
  }

  private void add(String id, Expected expected, String reason) {
    all.add(new Departure(id, expected, reason, source));
  }
}
