package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.deploy.model.FunctionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The steps that make a kept version serve again, with the bounds and routes it served with. What
 * its role may do is not brought back.
 */
record RollbackPlan(Place place, AwsCalls calls, Waits waits, Settings given) {
  /** Adds the steps; returns what serves now. */
  Deployed add(StepList list, List<String> notes, String function, Optional<String> version)
      throws Exception {
    String name = place.function(function);
    Observer observer = new Observer(calls, place);
    SeenFunction seen =
        observer
            .function(name, false)
            .orElseThrow(
                () ->
                    DeployException.of(
                        DeployException.Kind.NOT_FOUND,
                        "there is no function " + name,
                        "deploy it first; 'status' shows what is there"));
    if (!Ownership.owns(place.owner(), seen.tags())) {
      throw Ownership.refusal(
          place.owner(), List.of(Ownership.stranger("function " + name, seen.tags())));
    }
    Rivals rivals = new Rivals();
    SeenVersion back = chosen(seen, version);
    Optional<Release> release = back.release();
    FunctionSpec nothing = FunctionSpec.of(function, "", "", "", List.of());
    FunctionSettings settings = FunctionSettings.from(nothing, given);
    Optional<SeenApi> api = observer.api();
    Wanted wanted = wanted(seen, back, release, own(release, seen, api, notes), settings);
    Seen all = new Seen(Optional.empty(), Optional.empty(), Optional.of(seen), api);
    ApiDeeds apis = new ApiDeeds(calls, rivals, place);
    AuthorizerSteps authorizers = new AuthorizerSteps(place, calls, apis);
    Set<String> claimed = DeployPlan.claimed(List.of(wanted));
    ClosingSteps closing = new ClosingSteps(place, calls, apis, claimed);
    FunctionSteps functions =
        new FunctionSteps(
            place, calls, new FunctionDeeds(calls, waits, rivals, place), null, closing);
    boolean routed = release.flatMap(Release::routes).isPresent();
    if (routed && api.isPresent()) {
      authorizers.add(list, List.of(wanted), api);
    }
    SeenAlias live = seen.live().orElseThrow();
    if (!live.version().equals(back.number()) || live.weighted()) {
      StepList.Lane lane = list.lane(Optional.of(function), "lambda:" + name);
      if (settings.probe()) {
        functions.probe(lane, wanted, Optional.of(back.number()));
      }
      String why = "version " + live.version() + " → " + back.number() + " was asked for";
      List<String> closed = routed ? closing.add(list, wanted, all) : List.of();
      functions.shift(lane, wanted, Optional.of(seen), back.number(), why, closed);
    } else {
      notes.add("version " + back.number() + " serves already");
    }
    TidySteps tidy = new TidySteps(calls);
    Deployed deployed = new Deployments(calls, place).deployed(seen, api);
    if (release.isEmpty()) {
      notes.add("version " + back.number() + " is not ours: routes and bounds stay as they are");
      return deployed;
    }
    if (routed) {
      FrontSteps fronts = new FrontSteps(place, calls, apis);
      fronts.shared(list, List.of(wanted), api);
      fronts.add(list, wanted, all, claimed);
      api.ifPresent(known -> authorizers.sweep(list, List.of(wanted), known, List.of()));
    } else {
      notes.add("the routes of then are not recorded: they stay as they are");
    }
    if (!EventMark.of(seen.tags()).isEmpty()
        || !seen.policy().topics().isEmpty()
        || !seen.policy().rules().isEmpty()
        || !seen.policy().buckets().isEmpty()) {
      notes.add("what events call it stays as it is: deploy the earlier build for that of then");
    }
    Optional<String> sent =
        Optional.ofNullable(back.config().environment().get(DeadLetterVariable.NAME));
    if (sent.isPresent() && !sent.equals(seen.deadLetter())) {
      notes.add(
          "version "
              + back.number()
              + " sends its dead letters to "
              + sent.get()
              + ", which its role may not be allowed any more: deploy the earlier build for that");
    }
    SortedSet<String> deeds = WantedUses.deeds(back.config().environment());
    deeds.removeAll(seen.deeds());
    if (!deeds.isEmpty()) {
      notes.add(
          "version "
              + back.number()
              + " "
              + String.join(", ", deeds)
              + ", which its role may not be allowed any more: deploy the earlier build for that");
    }
    tidy.concurrency(list, wanted, all);
    tidy.tags(list, wanted, seen);
    return deployed;
  }

  private static SeenVersion chosen(SeenFunction seen, Optional<String> version) {
    int live = seen.serving().map(SeenVersion::order).orElse(0);
    return seen.versions().stream()
        .filter(
            known ->
                version.isPresent() ? known.number().equals(version.get()) : known.order() < live)
        .findFirst()
        .filter(known -> seen.live().isPresent())
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.NOT_FOUND,
                    "no version "
                        + version.orElse("before " + live)
                        + " of "
                        + seen.physicalName()
                        + " is kept",
                    "kept versions: "
                        + seen.versions().stream().map(SeenVersion::number).toList()));
  }

  /** The routes of then, without those that another function has taken over since. */
  private List<Route> own(
      Optional<Release> release, SeenFunction seen, Optional<SeenApi> api, List<String> notes) {
    List<Route> own = new ArrayList<>();
    String arn = place.functionArn(seen.physicalName());
    for (Route route : release.flatMap(Release::routes).orElse(List.of())) {
      Optional<SeenApi.SeenRoute> now = api.flatMap(known -> known.route(route.key()));
      if (now.isPresent() && api.get().leadsElsewhere(now.get(), arn)) {
        notes.add("route " + route.key() + " leads to another function now and stays with it");
      } else {
        own.add(route);
      }
    }
    return own;
  }

  private static Wanted wanted(
      SeenFunction seen,
      SeenVersion back,
      Optional<Release> release,
      List<Route> routes,
      FunctionSettings settings) {
    SortedMap<String, String> tags = new TreeMap<>();
    String digest = "rolled-back-to-" + back.number();
    tags.put(Ownership.DIGEST, digest);
    return new Wanted(
        seen.name(),
        seen.physicalName(),
        back.config(),
        back.code(),
        false,
        Json.object(),
        release.flatMap(Release::front),
        routes,
        release.map(Release::concurrency).orElse(seen.reserved()),
        settings,
        WantedEvents.none(),
        WantedUses.none(),
        tags,
        digest);
  }
}
