package dev.portolan.provider.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusCalls;
import dev.portolan.provider.azure.bus.BusQueue;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.QueueConnection;
import dev.portolan.provider.azure.config.QueueName;
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
 * The queues that functions take from. They are everybody's, so they bear no owner and are never
 * deleted; one that is missing is made where a setting says so. What is a function's own is the
 * right to take from its queue, and from no other.
 */
final class QueueSources {
  private static final String WRITE = "Microsoft.ServiceBus/namespaces/queues/write";

  private final SortedMap<String, BusQueue> queues;
  private final boolean create;

  private QueueSources(SortedMap<String, BusQueue> queues, boolean create) {
    this.queues = queues;
    this.create = create;
  }

  /** Looks at the queues, if any function has one. */
  static QueueSources look(Session session, Application application, Settings given)
      throws Exception {
    SortedMap<String, BusQueue> queues = new TreeMap<>();
    for (FunctionSpec function : application.functions()) {
      QueueName.of(function)
          .ifPresent(
              each -> {
                QueueName name = QueueName.of(each.queue(), given);
                queues.put(each.queue(), new BusQueue(name, Optional.empty(), Optional.empty()));
              });
    }
    if (!queues.isEmpty()) {
      BusCalls calls = session.bus();
      List<Namespace> namespaces = calls.namespaces();
      for (var each : queues.entrySet()) {
        each.setValue(seen(calls, each.getValue().name(), namespaces));
      }
    }
    return new QueueSources(queues, session.settings().createQueues());
  }

  private static BusQueue seen(BusCalls calls, QueueName name, List<Namespace> namespaces)
      throws Exception {
    Optional<Namespace> namespace =
        namespaces.stream()
            .filter(each -> each.name().equalsIgnoreCase(name.namespace()))
            .findFirst();
    return new BusQueue(
        name,
        namespace,
        namespace.isEmpty() ? Optional.empty() : calls.queue(namespace.get().queue(name.queue())));
  }

  /** The queue that a function takes from. */
  Optional<BusQueue> of(FunctionSpec function) {
    return QueueName.of(function).map(Trigger.Queue::queue).map(queues::get);
  }

  /** The right that a release needs to take from its queue. */
  static List<RoleGrant> grants(Release release) {
    return Optional.ofNullable(release.settings().get(QueueConnection.ID))
        .map(id -> new RoleGrant(Assignment.BUS_RECEIVER, Optional.of(id)))
        .stream()
        .toList();
  }

  /** Whether a role is the right to take from the queue that settings name. */
  static boolean takes(Map<String, String> settings, RoleAssignmentInner role) {
    return Assignment.is(role, Assignment.BUS_RECEIVER)
        && settings.getOrDefault(QueueConnection.ID, "").equalsIgnoreCase(role.scope());
  }

  /** Id of the step that makes what is at a scope, if it is a queue that is made. */
  static String made(String scope) {
    String id = scope.toLowerCase(Locale.ROOT);
    return "queue:" + id.substring(id.lastIndexOf('/') + 1) + "-" + PhysicalName.hash(id);
  }

  /** Tells what is not there, and what cannot be taken from. */
  void check(String subscription, Obstacles obstacles) {
    for (BusQueue each : queues.values()) {
      QueueName name = each.name();
      String where = "queue " + name.queue();
      String other = "name another with portolan.azure.names." + name.word();
      if (each.namespace().isEmpty()) {
        obstacles.problem(
            Kind.NOT_FOUND,
            where,
            "subscription %s has no Service Bus namespace %s that you may see"
                .formatted(subscription, name.namespace()),
            "set portolan.azure.serviceBus to one that it has; 'az servicebus namespace list'"
                + " tells them");
      } else if (!each.there() && !create) {
        String group = each.namespace().get().group();
        obstacles.problem(
            Kind.NOT_FOUND,
            where,
            "there is none in Service Bus namespace %s of resource group %s"
                .formatted(name.namespace(), group),
            "run 'az servicebus queue create --name %s --namespace-name %s --resource-group %s', %s,"
                .concat(" or set portolan.azure.createQueues=true")
                .formatted(name.queue(), name.namespace(), group, other));
      } else if (each.sessions()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            where,
            "hands out its messages by sessions, which are not offered at Azure yet",
            other + ", or make it without sessions: --enable-session false");
      } else if (each.forwards().isPresent()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            where,
            "hands all its messages on to %s, and Azure lets nobody take from it"
                .formatted(Place.last(each.forwards().get())),
            other + ", the one they go on to perhaps, or have it keep them: --forward-to ''");
      } else if (each.closed().isPresent()) {
        obstacles.problem(
            Kind.UNSUPPORTED,
            where,
            "is " + each.closed().get() + ", and hands out no message",
            other
                + ", or run 'az servicebus queue update --status Active --name %s"
                    .concat(" --namespace-name %s --resource-group %s'")
                    .formatted(name.queue(), name.namespace(), each.namespace().get().group()));
      }
    }
  }

  /** Whether we may do what is done at queues, which may be in a group of somebody else's. */
  void allowed(List<Wanted> all, Survey survey, Preflight preflight) throws Exception {
    for (BusQueue each : queues.values()) {
      if (!each.there()) {
        preflight.may(
            each.namespace().orElseThrow().id(),
            WRITE,
            "by which the queue is made",
            "have Azure Service Bus Data Owner or Contributor there, or make it by hand");
      }
      boolean granted =
          all.stream()
              .filter(wanted -> of(wanted.spec()).filter(each::equals).isPresent())
              .allMatch(wanted -> granted(wanted, survey));
      if (!granted) {
        preflight.may(
            each.there() ? each.id() : each.namespace().orElseThrow().id(),
            "Microsoft.Authorization/roleAssignments/write",
            "by which a function may take from the queue",
            "have Role Based Access Control Administrator there");
      }
    }
  }

  private static boolean granted(Wanted wanted, Survey survey) {
    String principal =
        survey.identity(wanted.site()).map(each -> "" + each.principalId()).orElse("");
    return grants(wanted.release()).stream()
        .map(grant -> new Assignment(grant.scope().orElseThrow(), grant.role(), principal, false))
        .allMatch(each -> each.in(survey.roles()));
  }

  /** Adds the steps that make what is missing. */
  void add(StepList list, Session session) {
    for (BusQueue each : queues.values()) {
      String step = made(each.id());
      if (!each.there() && !list.has(step)) {
        list.lane(Optional.empty(), step)
            .add(
                Phase.STAGE,
                Change.CREATE,
                step,
                "queue " + each.name().queue() + " of Service Bus " + each.name().namespace(),
                "there is none, and portolan.azure.createQueues is true",
                List.of(),
                run -> session.bus().create(each.id()));
      }
    }
  }
}
