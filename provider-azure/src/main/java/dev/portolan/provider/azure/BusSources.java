package dev.portolan.provider.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.RoleGrant;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.site.Release;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What functions take from at Service Bus. Queues and topics are everybody's, so they bear no owner
 * and are never deleted; one that is missing is made where a setting says so. What is a function's
 * own is its subscription to a topic, and the right to take from that or from its queue, and from
 * nothing else.
 */
final class BusSources {
  private final QueueSources queues;
  private final TopicSources topics;

  private BusSources(QueueSources queues, TopicSources topics) {
    this.queues = queues;
    this.topics = topics;
  }

  /** Looks at the queues and topics, if any function has one. */
  static BusSources look(
      Session session, Owner owner, Place place, Application application, Settings given)
      throws Exception {
    boolean any = application.functions().stream().anyMatch(BusName::any);
    BusCalls calls = any ? session.bus() : null;
    List<Namespace> namespaces = any ? calls.namespaces() : List.of();
    return new BusSources(
        QueueSources.look(session, calls, namespaces, application, given),
        TopicSources.look(session, calls, namespaces, owner, place, application, given));
  }

  /** The namespace of a name, if there is one that we may see. */
  static Optional<Namespace> named(List<Namespace> namespaces, BusName name) {
    return namespaces.stream()
        .filter(each -> each.name().equalsIgnoreCase(name.namespace()))
        .findFirst();
  }

  /** The settings by which a function takes. */
  SortedMap<String, String> settings(FunctionSpec function) {
    SortedMap<String, String> all = new TreeMap<>();
    queues.put(function, all);
    topics.put(function, all);
    return all;
  }

  /** Whether a function's subscription is there, as far as it has one. */
  boolean isSubscribed(FunctionSpec function) {
    return topics.isSubscribed(function);
  }

  /** The rights that a release needs to take. */
  static List<RoleGrant> grants(Release release) {
    return BusConnection.ids(release.settings())
        .map(id -> new RoleGrant(Assignment.BUS_RECEIVER, Optional.of(id)))
        .toList();
  }

  /** Whether a role is the right to take from what settings name. */
  static boolean takes(Map<String, String> settings, RoleAssignmentInner role) {
    return Assignment.is(role, Assignment.BUS_RECEIVER)
        && BusConnection.ids(settings).anyMatch(id -> id.equalsIgnoreCase(role.scope()));
  }

  /** Id of the step that makes what is of an id, if it is a queue or a topic that is made. */
  static String made(String of) {
    String id = of.toLowerCase(Locale.ROOT);
    String kind = id.contains("/topics/") ? "topic:" : "queue:";
    return kind + id.substring(id.lastIndexOf('/') + 1) + "-" + PhysicalName.hash(id);
  }

  /** Tells what is not there, and what cannot be taken from. */
  void check(String subscription, Obstacles obstacles) {
    queues.check(subscription, obstacles);
    topics.check(subscription, obstacles);
  }

  /** Tells that there is no namespace of a name. */
  static void nowhere(String where, BusName name, String subscription, Obstacles obstacles) {
    obstacles.problem(
        Kind.NOT_FOUND,
        where,
        "subscription %s has no Service Bus namespace %s that you may see"
            .formatted(subscription, name.namespace()),
        "set portolan.azure.serviceBus to one that it has; 'az servicebus namespace list'"
            + " tells them");
  }

  /**
   * Tells that what is missing cannot be made, since something else has its name.
   *
   * @param kind of what has it
   * @see <a href="https://github.com/hashicorp/terraform-provider-azurerm/issues/28576">"Azure ARM
   *     for some reason won't allow you to create a topic with the same name as a queue"</a>
   */
  static void taken(String where, String kind, BusName name, String hint, Obstacles obstacles) {
    obstacles.problem(
        Kind.INVALID_CONFIGURATION,
        where,
        "Service Bus namespace %s has a %s of that name, beside which there can be none"
            .formatted(name.namespace(), kind),
        hint);
  }

  /**
   * Tells why nobody can take from a source that is there.
   *
   * @param other what can be done instead of changing it
   * @param update the command that changes it
   */
  static void unheard(
      String where, BusSource source, String other, String update, Obstacles obstacles) {
    if (source.sessions()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          where,
          "hands out its messages by sessions, which are not offered at Azure yet",
          other + ", or make it without sessions: --enable-session false");
    } else if (source.forwards().isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          where,
          "hands all its messages on to %s, and Azure lets nobody take from it"
              .formatted(Place.last(source.forwards().get())),
          other + ", or have it keep them: '" + update + " --forward-to \"\"'");
    } else if (source.closed().isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          where,
          "is " + source.closed().get() + ", and hands out no message",
          other + ", or run '" + update + " --status Active'");
    }
  }

  /** Whether we may do what is done there, which may be in a group of somebody else's. */
  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    queues.allowed(all, survey, preflight);
    topics.allowed(all, survey, preflight);
  }

  /** Whether a function has the right to take by a connection already. */
  static boolean granted(Wanted wanted, BusConnection by, Survey survey) {
    String principal =
        survey.identity(wanted.site()).map(each -> "" + each.principalId()).orElse("");
    return by.id(wanted.release().settings())
        .map(id -> new Assignment(id, Assignment.BUS_RECEIVER, principal, false))
        .filter(each -> each.in(survey.roles()))
        .isPresent();
  }

  /** Adds the steps that make what is missing of what is everybody's. */
  void add(StepList list, Session session) {
    queues.add(list, session);
    topics.add(list, session);
  }

  /** Adds the step that makes one, once. */
  static void make(
      StepList list, Session session, String id, String kind, BusName name, String setting) {
    String step = made(id);
    if (!list.has(step)) {
      list.lane(Optional.empty(), step)
          .add(
              Phase.STAGE,
              Change.CREATE,
              step,
              kind + " " + name.entity() + " of Service Bus " + name.namespace(),
              "there is none, and portolan.azure." + setting + " is true",
              List.of(),
              run -> session.bus().create(id));
    }
  }
}
