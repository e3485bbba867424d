package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.bus.BusEntity;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.identity.Assignment;
import java.util.Map;
import java.util.Optional;

/**
 * What a release of before subscribes to: it may be gone by now, or be closed.
 *
 * @param topic what Azure tells of it; empty if it is not there
 */
record EarlierTopic(Subscription own, Optional<Map<String, ?>> topic, BusSource source) {
  static EarlierTopic look(Session session, Subscription own) throws Exception {
    Optional<Map<String, ?>> topic = session.bus().look(own.topic());
    return new EarlierTopic(
        own,
        topic,
        topic.isPresent() ? new BusSource(session.bus().look(own.id())) : BusSource.none());
  }

  /** Tells why nothing would come of it. */
  void check(String function, Obstacles obstacles) {
    String entity = Place.last(own.topic());
    String named =
        "--name %s --namespace-name %s --resource-group %s"
            .formatted(entity, own.namespace(), own.group());
    String other = "deploy the function with another";
    Optional<String> closed = BusEntity.closed(topic);
    if (topic.isEmpty()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          "topic " + entity,
          "the release takes from it, and Service Bus namespace %s has it no more"
              .formatted(own.namespace()),
          "run 'az servicebus topic create " + named + "', or " + other);
    } else if (closed.isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          "topic " + entity,
          "is " + closed.get() + ", and takes no event",
          "run 'az servicebus topic update --status Active " + named + "', or " + other);
    }
    BusSources.unheard(function, own, source, obstacles);
  }

  /** Whether we may do what makes it hear again. */
  void allowed(String principal, Survey survey, Preflight preflight) throws Exception {
    if (!source.there()) {
      preflight.may(
          own.topic(),
          TopicSources.SUBSCRIBE,
          "by which a function subscribes to the topic",
          "have Azure Service Bus Data Owner or Contributor there");
    }
    if (!new Assignment(own.id(), Assignment.BUS_RECEIVER, principal, false).in(survey.roles())) {
      preflight.may(
          own.topic(),
          BusSources.GRANT,
          "by which a function may take from its subscription",
          "have Role Based Access Control Administrator there");
    }
  }
}
