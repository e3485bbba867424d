package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.BusTopic;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.BusName;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.identity.Assignment;
import java.util.Optional;

/** What a release of before subscribes to: it may be gone by now, or be closed. */
record EarlierTopic(Subscription own, BusTopic topic, BusSource source) {
  static EarlierTopic look(Session session, Subscription own) throws Exception {
    String entity = Place.last(own.topic());
    BusTopic topic =
        new BusTopic(
            new BusName(entity, own.namespace(), entity),
            Optional.empty(),
            session.bus().look(own.topic()),
            false);
    return new EarlierTopic(
        own, topic, topic.there() ? new BusSource(session.bus().look(own.id())) : BusSource.none());
  }

  boolean subscribed() {
    return source.there();
  }

  /** Tells why nothing would come of it. */
  void check(String function, Obstacles obstacles) {
    String where = "topic " + topic.name().entity();
    String there =
        "--namespace-name %s --resource-group %s".formatted(own.namespace(), own.group());
    String named = "--name " + topic.name().entity() + " " + there;
    String other = "deploy the function with another";
    if (!topic.there()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          where,
          "the release takes from it, and Service Bus namespace %s has it no more"
              .formatted(own.namespace()),
          "run 'az servicebus topic create " + named + "', or " + other);
    } else if (topic.closed().isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          where,
          "is " + topic.closed().get() + ", and takes no event",
          "run 'az servicebus topic update --status Active " + named + "', or " + other);
    }
    String command =
        "az servicebus topic subscription %s --name "
            + own.name()
            + " --topic-name "
            + topic.name().entity()
            + " "
            + there;
    BusSources.unheard(
        function + "'s subscription " + own.name(),
        source,
        "run '" + command.formatted("delete") + "' and it is made anew",
        command.formatted("update"),
        obstacles);
  }

  /** Whether we may do what makes it hear again. */
  void allowed(String principal, Survey survey, Preflight preflight) throws Exception {
    if (!subscribed()) {
      preflight.may(
          own.topic(),
          TopicSources.SUBSCRIBE,
          "by which a function subscribes to the topic",
          "have Azure Service Bus Data Owner or Contributor there");
    }
    if (!new Assignment(own.id(), Assignment.BUS_RECEIVER, principal, false).in(survey.roles())) {
      preflight.may(
          own.topic(),
          "Microsoft.Authorization/roleAssignments/write",
          "by which a function may take from its subscription",
          "have Role Based Access Control Administrator there");
    }
  }
}
