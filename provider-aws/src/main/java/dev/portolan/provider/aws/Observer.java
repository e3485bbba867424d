package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.JWTConfiguration;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** Reads what is there, with as few calls as tell the whole truth. */
record Observer(AwsCalls calls, Place place, Looks looks) {
  Observer(AwsCalls calls, Place place) {
    this(calls, place, new Looks(calls, place));
  }

  /**
   * A function, or nothing.
   *
   * @param url whether to ask for its URL even if no version says that it had one
   */
  Optional<SeenFunction> function(String physicalName, boolean url) throws Exception {
    Optional<GetFunctionResponse> found = calls.lambda().find(physicalName);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    GetFunctionResponse seen = found.get();
    List<SeenVersion> versions =
        calls.versions().versions(physicalName).stream().map(SeenVersion::from).toList();
    List<SeenAlias> aliases =
        calls.versions().aliases(physicalName).stream().map(SeenAlias::from).toList();
    boolean live = aliases.stream().anyMatch(alias -> alias.name().equals(Place.LIVE));
    AccessCalls.Policy policy =
        live ? calls.access().policy(physicalName) : AccessCalls.Policy.none();
    boolean ask = live && (url || SeenFunction.urlLikely(versions));
    return Optional.of(
        new SeenFunction(
            physicalName,
            seen.configuration().functionArn(),
            FunctionConfig.from(seen.configuration()),
            CodeConfig.from(seen.configuration()),
            Revision.of(seen.configuration()),
            seen.tags(),
            reserved(seen),
            versions,
            aliases,
            policy,
            ask ? calls.access().url(physicalName) : Optional.empty()));
  }

  Optional<SeenRole> role(String name) throws Exception {
    Optional<Role> found = calls.iam().find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Role role = found.get();
    Optional<String> boundary =
        Optional.ofNullable(role.permissionsBoundary())
            .map(attached -> attached.permissionsBoundaryArn());
    return Optional.of(
        new SeenRole(
            Json.read(IamCalls.decoded(role.assumeRolePolicyDocument())),
            calls.iam().policy(name, Policies.INLINE).flatMap(Json::read),
            boundary,
            Ownership.from(role)));
  }

  /** What brings a function its events, as far as there may be something. */
  SeenEvents events(Wanted wanted, Seen bare, RegionMappings region, RegionRules rules)
      throws Exception {
    boolean unsure = bare.bereft();
    SortedSet<String> kinds = EventMark.of(bare.tags());
    kinds.addAll(wanted.events().kinds());
    if (unsure) {
      kinds.add(EventMark.SCHEDULE);
      if (wanted.ownRole()) {
        kinds.add(EventMark.SCHEDULE_ROLE);
      }
    }
    String name = wanted.physicalName();
    Optional<SeenSchedule.Group> group =
        kinds.contains(EventMark.SCHEDULE) ? calls.schedules().group(name) : Optional.empty();
    boolean look = group.filter(found -> !found.deleting()).isPresent();
    MappingObserver mappings = new MappingObserver(calls, place, looks);
    List<SeenMapping> mapped =
        mappings.all(name, EventMark.mapped(kinds), unsure ? region.all() : Optional.empty());
    return new SeenEvents(
        new SeenSchedule(
            group,
            look ? calls.schedules().find(name) : Optional.empty(),
            kinds.contains(EventMark.SCHEDULE_ROLE)
                ? role(place.scheduleRole(name))
                : Optional.empty()),
        topics(
            name,
            bare.function().map(function -> function.policy().topics()).orElse(new TreeMap<>()),
            wanted.events().topic().map(WantedTopic::arn)),
        new RuleObserver(calls, place, looks)
            .rules(
                bare.function().map(function -> function.policy().rules()).orElse(new TreeMap<>()),
                unsure ? rules.of(name) : List.of(),
                wanted.events().rule()),
        mappings.queue(wanted, mapped),
        mappings.table(wanted, mapped),
        mappings.kafka(wanted, mapped),
        buckets(
            bare.function().map(function -> function.policy().buckets()).orElse(new TreeMap<>()),
            wanted.events().objects().stream().map(WantedObjects::bucket).toList()),
        deadLetter(wanted, bare, kinds.contains(EventMark.DEAD_LETTER)));
  }

  /** What there is of what a function calls by itself. */
  SeenUses uses(WantedUses wanted) throws Exception {
    Set<String> queues = new TreeSet<>();
    for (WantedUses.UsedQueue queue : wanted.queues()) {
      if (queue.here() && looks.queued(queue.name())) {
        queues.add(queue.name());
      }
    }
    List<SeenBucket> buckets = new ArrayList<>();
    for (WantedUses.UsedBucket bucket : wanted.buckets()) {
      buckets.add(looks.used(bucket.name()));
    }
    return new SeenUses(queues, buckets);
  }

  /** A destination is the live alias's, and goes with it. */
  private SeenDeadLetter deadLetter(Wanted wanted, Seen bare, boolean likely) throws Exception {
    Optional<WantedDeadLetter> asked = wanted.events().deadLetter();
    boolean ask = likely && bare.function().flatMap(SeenFunction::live).isPresent();
    return new SeenDeadLetter(
        asked.filter(WantedDeadLetter::here).isPresent() && looks.queued(asked.get().name()),
        ask ? calls.invokeConfigs().find(wanted.physicalName()) : Optional.empty());
  }

  /**
   * The buckets that may call a function, and those that shall.
   *
   * @param permitted ids of statements to the ARNs of buckets
   */
  List<SeenBucket> buckets(SortedMap<String, String> permitted, List<String> wanted)
      throws Exception {
    SortedMap<String, Optional<String>> statements = new TreeMap<>();
    wanted.forEach(bucket -> statements.put(bucket, Optional.empty()));
    permitted.forEach(
        (id, arn) -> statements.put(arn.substring(place.bucketArn("").length()), Optional.of(id)));
    List<SeenBucket> buckets = new ArrayList<>();
    for (Map.Entry<String, Optional<String>> one : statements.entrySet()) {
      SeenBucket seen = looks.telling(one.getKey());
      buckets.add(seen.with(one.getValue()));
    }
    return buckets;
  }

  /**
   * The topics that may call a function, and the one that shall.
   *
   * @param permitted ids of statements to the ARNs of topics
   */
  List<SeenTopic> topics(
      String physicalName, SortedMap<String, String> permitted, Optional<String> wanted)
      throws Exception {
    SortedMap<String, Optional<String>> statements = new TreeMap<>();
    wanted.ifPresent(arn -> statements.put(arn, Optional.empty()));
    permitted.forEach((id, arn) -> statements.put(arn, Optional.of(id)));
    List<SeenTopic> topics = new ArrayList<>();
    for (Map.Entry<String, Optional<String>> topic : statements.entrySet()) {
      Optional<List<String>> found =
          calls.topics().subscriptions(topic.getKey(), place.liveArn(physicalName));
      Optional<String> first = found.stream().flatMap(List::stream).findFirst();
      Optional<SeenTopic.Subscription> subscription =
          first.isEmpty() ? Optional.empty() : calls.topics().subscription(first.get());
      topics.add(new SeenTopic(topic.getKey(), found.isPresent(), topic.getValue(), subscription));
    }
    return topics;
  }

  /** The owner's HTTP API with all that is in it; the oldest, should there be more than one. */
  Optional<SeenApi> api() throws Exception {
    List<Api> apis = calls.api().find(place.owner());
    if (apis.isEmpty()) {
      return Optional.empty();
    }
    Api api = apis.get(0);
    List<SeenApi.SeenRoute> routes = routes(api.apiId());
    Optional<Stage> stage =
        calls.api().stages(api.apiId()).stream()
            .filter(known -> known.stageName().equals(ApiCalls.STAGE))
            .findFirst();
    return Optional.of(
        new SeenApi(
            api.apiId(),
            api.apiEndpoint(),
            integrations(api.apiId(), routes),
            routes,
            authorizers(api.apiId()),
            stage.map(known -> Boolean.TRUE.equals(known.autoDeploy())),
            apis.stream().skip(1).map(Api::apiId).toList()));
  }

  private List<SeenApi.SeenRoute> routes(String api) throws Exception {
    return calls.api().routes(api).stream()
        .map(
            route ->
                new SeenApi.SeenRoute(
                    route.routeId(),
                    route.routeKey(),
                    route.authorizationTypeAsString(),
                    route.target() == null ? "" : route.target(),
                    route.authorizerId() == null ? "" : route.authorizerId(),
                    route.hasAuthorizationScopes() ? route.authorizationScopes() : List.of()))
        .toList();
  }

  private List<SeenApi.SeenAuthorizer> authorizers(String api) throws Exception {
    return calls.api().authorizers(api).stream()
        .map(
            each -> {
              JWTConfiguration jwt = each.jwtConfiguration();
              String issuer = jwt == null || jwt.issuer() == null ? "" : jwt.issuer();
              List<String> audiences = jwt == null ? List.of() : jwt.audience();
              boolean bearer =
                  each.authorizerType() == AuthorizerType.JWT
                      && each.identitySource().equals(List.of(Authorizer.SOURCE));
              return new SeenApi.SeenAuthorizer(
                  each.authorizerId(), each.name(), new Authorizer(issuer, audiences), bearer);
            })
        .sorted(Comparator.comparing(SeenApi.SeenAuthorizer::id))
        .toList();
  }

  /** Those that a route uses come first, so that a duplicate that a lost response left goes. */
  private List<SeenApi.SeenIntegration> integrations(String api, List<SeenApi.SeenRoute> routes)
      throws Exception {
    List<SeenApi.SeenIntegration> all = new ArrayList<>();
    for (var seen : calls.api().integrations(api)) {
      String uri = seen.integrationUri() == null ? "" : seen.integrationUri();
      all.add(new SeenApi.SeenIntegration(seen.integrationId(), uri, seen.payloadFormatVersion()));
    }
    Comparator<SeenApi.SeenIntegration> unused =
        Comparator.comparing(one -> routes.stream().noneMatch(route -> route.leadsTo(one.id())));
    all.sort(unused.thenComparing(SeenApi.SeenIntegration::id));
    return all;
  }

  private static OptionalInt reserved(GetFunctionResponse seen) {
    return seen.concurrency() == null || seen.concurrency().reservedConcurrentExecutions() == null
        ? OptionalInt.empty()
        : OptionalInt.of(seen.concurrency().reservedConcurrentExecutions());
  }
}
