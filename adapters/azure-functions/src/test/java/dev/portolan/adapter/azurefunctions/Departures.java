package dev.portolan.adapter.azurefunctions;

import dev.portolan.testkit.adapter.Departure;
import dev.portolan.testkit.adapter.Expected;
import java.util.List;

/** Where Azure's host, its worker and Kestrel stand between. */
final class Departures {
  private static final String ASPNETCORE = "https://github.com/dotnet/aspnetcore/blob/v8.0.0/src/";
  private static final String HOST = "https://github.com/Azure/azure-functions-host/blob/dev/src/";
  private static final String WORKER = "https://github.com/Azure/azure-functions-java-worker/";
  private static final String BODIES =
      HOST + "WebJobs.Script.Grpc/MessageExtensions/GrpcMessageConversionExtensions.cs";

  private Departures() {}

  static List<Departure> all() {
    return List.of(
        new Departure(
            "headers-200",
            Expected.status(431).uncalled(),
            "Kestrel takes 100 headers",
            ASPNETCORE + "Servers/Kestrel/Core/src/KestrelServerLimits.cs: MaxRequestHeaderCount"),
        noText("body-every-byte-as-text", 400),
        noText("body-no-text-as-json", 400),
        noText("body-latin-1", 400),
        noText("charset-latin-1-byte", 400),
        noText("body-image", 415),
        new Departure(
            "body-unmeasured",
            Expected.problem(411, "Length Required").uncalled(),
            "The host hands on no body whose length was not announced",
            BODIES + ": PopulateBody"),
        new Departure(
            "path-encoded-twice",
            Expected.status(200).header("x-parameters", "[name=a b]"),
            "What looks like an escape in a decoded path is taken for one, when it is told on",
            ASPNETCORE + "Http/Http.Abstractions/src/PathString.cs: ToUriComponent"),
        new Departure(
            "no-route-two-slashes",
            Expected.status(404).bodyless().uncalled(),
            "No route of the host's matches a path that begins with an empty segment",
            ASPNETCORE + "Http/Routing/src/Patterns/RoutePatternMatcher.cs: TryMatch"),
        new Departure(
            "query-bars-and-braces",
            Expected.problem(400, "Bad Request").uncalled(),
            "The worker tells a target as a java.net.URI, which has no place for these",
            WORKER
                + "blob/dev/src/main/java/com/microsoft/azure/functions/worker/binding/"
                + "RpcHttpRequestDataSource.java: getUri"),
        new Departure(
            "dots-resolved",
            Expected.status(200).header("x-raw-path", "/a/b/c"),
            "Kestrel resolves dots",
            ASPNETCORE + "Servers/Kestrel/Core/src/Internal/Http/PathNormalizer.cs"),
        new Departure(
            "no-method-get",
            Expected.status(200).header("x-method", "GET"),
            "The worker tells a method in upper case, however it was spelled",
            "https://github.com/Azure/azure-functions-java-library: HttpMethod.value"),
        new Departure(
            "keeps-beyond-ascii",
            Expected.problem(500, "Internal Server Error").without("x-said"),
            "Kestrel sends no header beyond ASCII",
            ASPNETCORE + "Servers/Kestrel/Core/src/Internal/Http/HttpHeaders.cs"),
        new Departure(
            "sets-two-cookies",
            Expected.problem(500, "Internal Server Error").without("set-cookie"),
            "The worker keeps one value of a name",
            WORKER + "issues/788"),
        new Departure(
            "cors-preflight",
            Expected.status(204)
                .each("access-control-allow-origin", "https://app.example.com")
                .header("access-control-allow-methods", "PUT")
                .header("access-control-allow-headers", "content-type,x-key")
                .header("access-control-allow-credentials", "true")
                .header("vary", "Origin")
                .without("access-control-max-age")
                .bodyless()
                .uncalled(),
            "The host answers every preflight, and allows what is asked for",
            HOST + "WebJobs.Script.WebHost/Configuration/CorsOptionsSetup.cs"),
        new Departure(
            "cors-preflight-elsewhere",
            Expected.status(204).uncalled(),
            "The host answers every preflight before any function, whatever its path",
            "https://github.com/Azure/azure-functions-host/issues/9012"));
  }

  private static Departure noText(String id, int status) {
    String title = status == 400 ? "Bad Request" : "Unsupported Media Type";
    return new Departure(
        id,
        Expected.problem(status, title).says("\"code\":\"not-utf-8\"").uncalled(),
        "The host hands on as UTF-8 what does not say that it is application/octet-stream",
        WORKER + "issues/781; " + BODIES + ": PopulateBody");
  }
}
