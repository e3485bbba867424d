package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Deployed;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an owner has, as the portable model tells it. */
record Deployments(AwsCalls calls, Place place) {
  List<Deployed> find() throws Exception {
    Observer observer = new Observer(calls, place);
    List<SeenFunction> mine = new ArrayList<>();
    for (String name : calls.lambda().names(Place.prefix(place.owner()))) {
      observer
          .function(name, false)
          .filter(function -> Ownership.owns(place.owner(), function.tags()))
          .ifPresent(mine::add);
    }
    Optional<SeenApi> api = mine.isEmpty() ? Optional.empty() : observer.api();
    return mine.stream()
        .map(function -> deployed(function, api))
        .sorted(Comparator.comparing(Deployed::function))
        .toList();
  }

  /** One function as the portable model tells it. */
  Deployed deployed(SeenFunction function, Optional<SeenApi> api) {
    Optional<SeenAlias> live = function.live();
    Optional<URI> url =
        function
            .url()
            .map(found -> found.url().replaceAll("/$", "") + path(function).orElse("/"))
            .or(() -> api.flatMap(known -> routed(known, function)))
            .map(URI::create);
    return new Deployed(
        function.name(),
        function.physicalName(),
        url,
        live.map(SeenAlias::version),
        function.serving().map(version -> version.code().hex()),
        function.versions().stream().map(version -> kept(version, live)).toList());
  }

  private static Deployed.Kept kept(SeenVersion version, Optional<SeenAlias> live) {
    boolean serves = live.filter(alias -> alias.version().equals(version.number())).isPresent();
    return new Deployed.Kept(version.number(), version.config().release(), serves);
  }

  /** The path of the function's first route, as its release declares them. */
  private static Optional<String> path(SeenFunction function) {
    return function
        .serving()
        .flatMap(SeenVersion::release)
        .flatMap(Release::routes)
        .flatMap(routes -> routes.stream().findFirst())
        .map(Route::plainPath);
  }

  /** The API's URL with that path; with the shortest that leads there, if none is declared. */
  private Optional<String> routed(SeenApi api, SeenFunction function) {
    List<String> paths =
        api.routesTo(place.functionArn(function.physicalName())).stream()
            .map(route -> route.key().substring(route.key().indexOf(' ') + 1))
            .map(path -> new Route("", path, Route.Guard.IAM).plainPath())
            .sorted(Comparator.comparingInt(String::length).thenComparing(String::compareTo))
            .toList();
    return path(function)
        .filter(paths::contains)
        .or(() -> paths.stream().findFirst())
        .map(path -> api.endpoint() + path);
  }
}
