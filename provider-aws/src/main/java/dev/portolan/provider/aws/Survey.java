package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/**
 * All that a plan must know of the cloud, read once; refuses where something is a stranger's.
 *
 * @param untold what could not be looked at, in words
 */
record Survey(
    Map<String, Seen> seen,
    Optional<SeenApi> api,
    List<RemovalSteps.Remains> left,
    List<String> untold) {

  /** Reads what concerns the wanted functions, and which functions are wanted no longer. */
  static Survey of(AwsCalls calls, Place place, List<Wanted> all) throws Exception {
    Observer observer = new Observer(calls, place);
    RegionMappings region = new RegionMappings(calls);
    RegionRules rules = new RegionRules(calls, place);
    Owner owner = place.owner();
    SortedMap<String, Optional<Integer>> groups =
        calls.logs().groups(Place.logGroup(Place.prefix(owner)));
    Optional<SeenApi> api = observer.api();
    Map<String, Seen> seen = new LinkedHashMap<>();
    List<String> strangers = new ArrayList<>();
    for (Wanted wanted : all) {
      String name = wanted.physicalName();
      String group = Place.logGroup(name);
      Seen bare =
          new Seen(
              wanted.ownRole() ? observer.role(place.role(name)) : Optional.empty(),
              Optional.ofNullable(groups.remove(group)),
              observer.function(name, wanted.behind(Front.URL)),
              api);
      Seen one =
          bare.withEvents(observer.events(wanted, bare, region, rules))
              .withUses(observer.uses(wanted.uses()));
      one.function().ifPresent(found -> verify(owner, "function " + name, found.tags(), strangers));
      one.role()
          .ifPresent(found -> verify(owner, "role " + place.role(name), found.tags(), strangers));
      SeenSchedule schedule = one.events().schedule();
      schedule
          .group()
          .ifPresent(found -> verify(owner, "schedule group " + name, found.tags(), strangers));
      schedule
          .role()
          .ifPresent(
              found -> verify(owner, "role " + place.scheduleRole(name), found.tags(), strangers));
      strangers.addAll(RuleSteps.strangers(owner, wanted, one));
      if (one.logRetention().isPresent() && touched(wanted, one)) {
        verify(owner, "log group " + group, calls.logs().tags(place.logGroupArn(name)), strangers);
      }
      seen.put(wanted.name(), one);
    }
    if (!strangers.isEmpty()) {
      throw Ownership.refusal(owner, strangers);
    }
    SortedSet<String> names = new TreeSet<>();
    groups.keySet().forEach(group -> Place.functionOf(group).ifPresent(names::add));
    names.removeAll(all.stream().map(Wanted::physicalName).toList());
    List<RemovalSteps.Remains> left = new ArrayList<>();
    for (String name : names) {
      Optional<GetFunctionResponse> function = ours(calls, place, name);
      if (function.isPresent()) { // what else is left of one that is gone is for a destroy to find
        remains(calls, place, name, function, rules, Hints.logGroup(true)).ifPresent(left::add);
      }
    }
    return new Survey(seen, api, left, untold(region.told(), rules.told()));
  }

  /** Reads all that an owner has, whatever project it came from. */
  static Survey of(AwsCalls calls, Place place) throws Exception {
    Owner owner = place.owner();
    SortedSet<String> names = new TreeSet<>(calls.lambda().names(Place.prefix(owner)));
    SortedSet<String> roles = new TreeSet<>(calls.iam().names(place.rolePath()));
    List<String> scheduleGroups = calls.schedules().groups(Place.prefix(owner));
    names.addAll(scheduleGroups);
    SortedMap<String, Optional<Integer>> groups =
        calls.logs().groups(Place.logGroup(Place.prefix(owner)));
    groups.keySet().forEach(group -> Place.functionOf(group).ifPresent(names::add));
    Optional<List<SeenMapping>> mappings = calls.mappings().all();
    RegionRules rules = new RegionRules(calls, place);
    mappings.stream()
        .flatMap(List::stream)
        .flatMap(mapping -> place.functionCalled(mapping.function()).stream())
        .filter(name -> name.startsWith(Place.prefix(owner)))
        .forEach(names::add);
    List<RemovalSteps.Remains> left = new ArrayList<>();
    for (String role : roles) {
      if (names.stream().noneMatch(name -> ours(place, name, role))) {
        // of another region, or all that is left of a function here
        calls
            .iam()
            .find(role)
            .map(found -> Ownership.from(found).get(Ownership.FUNCTION))
            .map(place::function)
            .filter(name -> ours(place, name, role))
            .ifPresent(names::add);
      }
    }
    for (String name : names) {
      Hints hints =
          new Hints(
              groups.containsKey(Place.logGroup(name)),
              scheduleGroups.contains(name),
              roles.contains(place.scheduleRole(name)),
              mappings.map(
                  all ->
                      all.stream()
                          .filter(
                              one -> place.functionCalled(one.function()).equals(Optional.of(name)))
                          .toList()));
      remains(calls, place, name, ours(calls, place, name), rules, hints).ifPresent(left::add);
    }
    Optional<SeenApi> api = new Observer(calls, place).api();
    return new Survey(Map.of(), api, left, untold(mappings.isPresent(), rules.told()));
  }

  private static List<String> untold(boolean mappings, boolean rules) {
    List<String> untold = new ArrayList<>();
    if (!mappings) {
      untold.add(RegionMappings.UNTOLD);
    }
    if (!rules) {
      untold.add(RegionRules.UNTOLD);
    }
    return untold;
  }

  private static boolean ours(Place place, String name, String role) {
    return place.role(name).equals(role) || place.scheduleRole(name).equals(role);
  }

  /** "Unreserved" must stay at 100 or above: the account's other functions live on it. */
  static void preflight(AwsCalls calls, List<Wanted> all, Map<String, Seen> seen) throws Exception {
    int more = 0;
    for (Wanted wanted : all) {
      OptionalInt before =
          seen.get(wanted.name())
              .function()
              .map(SeenFunction::reserved)
              .orElse(OptionalInt.empty());
      if (wanted.concurrency().isPresent() && !before.equals(wanted.concurrency())) {
        more += wanted.concurrency().getAsInt() - before.orElse(0);
      }
    }
    if (more <= 0) {
      return;
    }
    Integer free =
        calls
            .lambda()
            .accountLimit()
            .map(AccountLimit::unreservedConcurrentExecutions)
            .orElse(null);
    if (free != null && free - more < 100) {
      throw DeployException.of(
          DeployException.Kind.QUOTA_EXCEEDED,
          "maxConcurrency reserves "
              + more
              + " more concurrent executions, but of "
              + free
              + " unreserved ones Lambda keeps at least 100 for the account's other functions",
          "lower maxConcurrency, or ask AWS for more concurrent executions");
    }
  }

  private static Optional<GetFunctionResponse> ours(AwsCalls calls, Place place, String name)
      throws Exception {
    return calls.lambda().find(name).filter(found -> Ownership.owns(place.owner(), found.tags()));
  }

  private static Optional<RemovalSteps.Remains> remains(
      AwsCalls calls,
      Place place,
      String name,
      Optional<GetFunctionResponse> function,
      RegionRules rules,
      Hints hints)
      throws Exception {
    Owner owner = place.owner();
    Map<String, String> tags = new TreeMap<>();
    function.ifPresent(found -> tags.putAll(found.tags()));
    Optional<Map<String, String>> role =
        calls
            .iam()
            .find(place.role(name))
            .map(Ownership::from)
            .filter(found -> Ownership.owns(owner, found));
    role.ifPresent(found -> found.forEach(tags::putIfAbsent));
    boolean ownGroup = false;
    if (hints.logGroup()) {
      Map<String, String> its = calls.logs().tags(place.logGroupArn(name));
      ownGroup = Ownership.owns(owner, its);
      if (ownGroup) {
        its.forEach(tags::putIfAbsent);
      }
    }
    SortedSet<String> events = EventMark.of(tags);
    boolean schedule = false;
    if (hints.schedule() || events.contains(EventMark.SCHEDULE)) {
      Map<String, String> its =
          calls.schedules().group(name).map(SeenSchedule.Group::tags).orElse(Map.of());
      schedule = Ownership.owns(owner, its);
      if (schedule) {
        its.forEach(tags::putIfAbsent);
      }
    }
    boolean scheduleRole = false;
    if (hints.scheduleRole() || events.contains(EventMark.SCHEDULE_ROLE)) {
      Map<String, String> its =
          calls.iam().find(place.scheduleRole(name)).map(Ownership::from).orElse(Map.of());
      scheduleRole = Ownership.owns(owner, its);
      if (scheduleRole) {
        its.forEach(tags::putIfAbsent);
      }
    }
    AccessCalls.Policy policy =
        function.isPresent() ? calls.access().policy(name) : AccessCalls.Policy.none();
    List<SeenBucket> buckets = new Observer(calls, place).buckets(policy.buckets(), List.of());
    RemovalSteps.Remains remains =
        new RemovalSteps.Remains(
            tags.getOrDefault(Ownership.FUNCTION, name),
            name,
            function.isPresent(),
            role.isPresent(),
            ownGroup,
            schedule,
            scheduleRole,
            subscriptions(calls, place, name, policy),
            new RuleObserver(calls, place)
                .ours(policy.rules(), function.isPresent() ? List.of() : rules.of(name)),
            new MappingObserver(calls, place)
                .ours(name, EventMark.mapped(events), hints.mappings()),
            names(buckets, bucket -> bucket.held().find(WantedObjects.id(name)).isPresent()),
            names(buckets, bucket -> bucket.access() == SeenBucket.Access.FORBIDDEN));
    return Optional.of(remains).filter(found -> !found.isEmpty());
  }

  /** What calls a function from topics, as the function's policy tells of these. */
  private static List<String> subscriptions(
      AwsCalls calls, Place place, String name, AccessCalls.Policy policy) throws Exception {
    return new Observer(calls, place)
        .topics(name, policy.topics(), Optional.empty()).stream()
            .flatMap(topic -> topic.subscription().stream())
            .map(SeenTopic.Subscription::arn)
            .toList();
  }

  private static List<String> names(List<SeenBucket> buckets, Predicate<SeenBucket> which) {
    return buckets.stream().filter(which).map(SeenBucket::name).toList();
  }

  /** Refuses where a topic is missing that nobody said may be made. */
  static void topics(List<Wanted> all, Map<String, Seen> seen, AwsSettings settings) {
    List<String> missing = new ArrayList<>();
    for (Wanted wanted : all) {
      for (SeenTopic topic : seen.get(wanted.name()).events().topics()) {
        boolean asked =
            wanted.events().topic().filter(one -> one.arn().equals(topic.arn())).isPresent();
        if (asked && !topic.exists() && !settings.createTopics()) {
          missing.add(wanted.events().topic().get().name());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.NOT_FOUND,
          "there is no topic " + String.join(", ", new TreeSet<>(missing)) + " here",
          "run 'aws sns create-topic --name "
              + missing.get(0)
              + "', or set portolan.aws.createTopics=true");
    }
  }

  /** What is there under a name, as listings told, whoever's it is. */
  private record Hints(
      boolean logGroup,
      boolean schedule,
      boolean scheduleRole,
      Optional<List<SeenMapping>> mappings) {
    static Hints logGroup(boolean there) {
      return new Hints(there, false, false, Optional.empty());
    }
  }

  /** A log group whose function is ours and whose retention is right is not touched, nor asked. */
  private static boolean touched(Wanted wanted, Seen seen) {
    Optional<Integer> days = seen.logRetention().orElseThrow();
    return seen.function().isEmpty()
        || !days.equals(Optional.of(wanted.settings().logRetentionDays()));
  }

  private static void verify(
      Owner owner, String resource, Map<String, String> tags, List<String> strangers) {
    if (!Ownership.owns(owner, tags)) {
      strangers.add(Ownership.stranger(resource, tags));
    }
  }
}
