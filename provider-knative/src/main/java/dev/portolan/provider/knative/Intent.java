package dev.portolan.provider.knative;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.provider.knative.eventing.Places;
import dev.portolan.provider.knative.eventing.Subscription;
import dev.portolan.provider.knative.serving.Wanted;
import java.util.List;
import java.util.Map;

/**
 * What a deployment wants the cluster to hold.
 *
 * @param functions as services
 * @param events what brings each function its events, by its name
 * @param places where they send to
 */
record Intent(
    Application application,
    Artifact artifact,
    List<Wanted> functions,
    Map<String, List<Subscription>> events,
    Places places) {
  List<Subscription> subscriptions() {
    return events.values().stream().flatMap(List::stream).toList();
  }

  List<Subscription> subscriptions(String function) {
    return events.getOrDefault(function, List.of());
  }
}
