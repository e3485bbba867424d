package dev.portolan.provider.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.KubeJson;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The brokers that functions send to, and where each takes events: at the address that it tells,
 * or, while it tells none, where the cluster's default class of brokers will have it.
 *
 * @param addresses by the brokers' names
 * @param missing those that are not there
 */
public record Places(SortedMap<String, String> addresses, SortedSet<String> missing) {
  /**
   * Looks at the brokers that functions send to, and at no others.
   *
   * @param ingress of brokers that tell no address yet
   */
  public static Places of(KubeCalls kube, Application application, Settings given, String ingress)
      throws Exception {
    Places places = new Places(new TreeMap<>(), new TreeSet<>());
    for (FunctionSpec function : application.functions()) {
      for (String queue : function.uses(Use.Kind.SEND)) {
        String broker = Names.of(given).of(queue);
        if (!places.addresses.containsKey(broker)) {
          places.look(kube, broker, ingress);
        }
      }
    }
    return places;
  }

  private void look(KubeCalls kube, String broker, String ingress) throws Exception {
    Optional<GenericKubernetesResource> found = kube.objects().find(EventKind.BROKER, broker);
    if (found.isEmpty()) {
      missing.add(broker);
    }
    String told =
        found
            .map(each -> KubeJson.SHARED.convertValue(each, JsonNode.class))
            .map(each -> each.path("status").path("address").path("url").asText())
            .orElse("");
    addresses.put(
        broker, told.isEmpty() ? ingress + "/" + kube.namespaceName() + "/" + broker : told);
  }

  /** The variables that tell a function where it sends to. */
  public SortedMap<String, String> variables(FunctionSpec function, Settings given) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (Use use : function.uses()) {
      String broker = Names.of(given).of(use.name());
      if (use.kind() == Use.Kind.SEND) {
        variables.put(use.variable(), addresses.get(broker));
      }
    }
    return variables;
  }
}
