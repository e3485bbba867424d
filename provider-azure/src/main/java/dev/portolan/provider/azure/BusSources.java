package dev.portolan.provider.azure;

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
import dev.portolan.provider.azure.bus.BusEntity;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Namespace;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What functions take from and send to at Service Bus. Queues and topics are everybody's, so they
 * bear no owner and are never deleted; one that is missing is made where a setting says so. What is
 * a function's own is its subscription to a topic, the right to take from that or from its queue,
 * and the right to send to the queues that it names; and to nothing else.
 */
final class BusSources {
  /** The right to give a function one. */
  static final String GRANT = "Microsoft.Authorization/roleAssignments/write";

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

  /** The settings by which a function takes and sends. */
  SortedMap<String, String> settings(FunctionSpec function) {
    SortedMap<String, String> all = new TreeMap<>();
    queues.put(function, all);
    topics.put(function, all);
    return all;
  }

  /** What was found of a function's subscription, as far as it has one. */
  BusSource subscription(FunctionSpec function) {
    return topics.source(function);
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

  /** Tells why one is not there and cannot be made; says whether it is, or is to be made. */
  static boolean found(BusEntity each, String subscription, boolean create, Obstacles obstacles) {
    if (each.namespace().isEmpty()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          each.shown(),
          "subscription %s has no Service Bus namespace %s that you may see"
              .formatted(subscription, each.name().namespace()),
          "set portolan.azure.serviceBus to one that it has; 'az servicebus namespace list'"
              + " tells them");
      return false;
    }
    String namespace = each.name().namespace();
    String group = each.namespace().get().group();
    if (!each.kind().isIn(each.namespace().get())) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          each.shown(),
          "Service Bus namespace %s is of the tier Basic, which has no topics".formatted(namespace),
          "run 'az servicebus namespace update --sku Standard --name %s --resource-group %s', or %s"
              .formatted(namespace, group, each.another()));
      return false;
    }
    if (each.taken()) {
      taken(each, obstacles);
      return false;
    }
    if (!each.there() && !create) {
      obstacles.problem(
          Kind.NOT_FOUND,
          each.shown(),
          "there is none in Service Bus namespace %s of resource group %s"
              .formatted(namespace, group),
          "run 'az servicebus %s create %s', %s, or set portolan.azure.%s=true"
              .formatted(
                  each.kind().word(), each.arguments(), each.another(), each.kind().setting()));
      return false;
    }
    return true;
  }

  /**
   * Tells that what is missing cannot be made, since one of the other kind has its name.
   *
   * @see <a href="https://github.com/hashicorp/terraform-provider-azurerm/issues/28576">"Azure ARM
   *     for some reason won't allow you to create a topic with the same name as a queue"</a>
   */
  private static void taken(BusEntity each, Obstacles obstacles) {
    obstacles.problem(
        Kind.INVALID_CONFIGURATION,
        each.shown(),
        "Service Bus namespace %s has a %s of that name, beside which there can be none"
            .formatted(each.name().namespace(), each.kind().other().word()),
        each.another());
  }

  /** Tells why a function hears nothing of a subscription of its own that somebody has changed. */
  static void unheard(String function, Subscription own, BusSource source, Obstacles obstacles) {
    if (source.there()) {
      String command =
          "az servicebus topic subscription %s --name %s --topic-name %s --namespace-name %s"
              + " --resource-group %s";
      unheard(
          function + "'s subscription " + own.name(),
          source,
          "run '" + filled(command, "delete", own) + "' and it is made anew",
          filled(command, "update", own),
          obstacles);
    }
  }

  private static String filled(String command, String verb, Subscription own) {
    return command.formatted(
        verb, own.name(), Place.last(own.topic()), own.namespace(), own.group());
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

  /** Where rights are needed to what is there, or is to be made. */
  static String scope(BusEntity each) {
    return each.there() ? each.id() : each.namespace().orElseThrow().id();
  }

  /** Whether we may make it, where it is missing. */
  static void makeable(BusEntity each, Preflight preflight) throws Exception {
    if (!each.there()) {
      preflight.may(
          scope(each),
          each.kind().write(),
          "by which the " + each.kind().word() + " is made",
          "have Azure Service Bus Data Owner or Contributor there, or make it by hand");
    }
  }

  /** Adds the steps that make what is missing of what is everybody's. */
  void add(StepList list, Session session) {
    queues.add(list, session);
    topics.add(list, session);
  }

  /** Adds the step that makes one, where it is missing, once. */
  static void make(StepList list, Session session, BusEntity each) {
    String step = made(each.id());
    if (!each.there() && !list.has(step)) {
      list.lane(Optional.empty(), step)
          .add(
              Phase.STAGE,
              Change.CREATE,
              step,
              each.shown() + " of Service Bus " + each.name().namespace(),
              "there is none, and portolan.azure." + each.kind().setting() + " is true",
              List.of(),
              run -> session.bus().create(each.id()));
    }
  }
}
