package dev.portolan.provider.knative.eventing;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.knative.cluster.ChangedMeanwhile;
import dev.portolan.provider.knative.cluster.FieldConflicts;
import dev.portolan.provider.knative.cluster.KubeCalls;
import dev.portolan.provider.knative.cluster.ObjectCalls;
import dev.portolan.provider.knative.cluster.Ownership;
import dev.portolan.provider.knative.cluster.Waits;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the steps do to objects of Eventing. Each looks before it acts, and waits after. */
public final class EventingDeeds {
  private final Owner owner;
  private final KubeCalls kube;
  private final ObjectCalls objects;
  private final Waits waits;

  public EventingDeeds(Owner owner, KubeCalls kube, Waits waits) {
    this.owner = owner;
    this.kube = kube;
    this.objects = kube.objects();
    this.waits = waits;
  }

  /**
   * Lets the server, with all its webhooks, say what it thinks of an object.
   *
   * @param ours the functions of ours whose objects are brought to what they shall be, or deleted
   */
  public void rehearse(Subscription wanted, String version, Predicate<String> ours)
      throws Exception {
    if (wanted.sole()) {
      requireAlone(wanted, version, ours);
    }
    objects.rehearse(
        wanted.kind().in(version),
        wanted.manifest(kube.namespaceName(), version, Optional.empty()));
  }

  /** Refuses a queue whose broker sends what it gets to somebody else as well. */
  private void requireAlone(Subscription wanted, String version, Predicate<String> ours)
      throws Exception {
    List<String> others =
        objects.list(wanted.kind().in(version), Map.of()).orElse(List.of()).stream()
            .filter(each -> wanted.broker().equals(Subscription.broker(each)))
            .filter(each -> !Ownership.owns(owner, each) || !ours.test(Ownership.function(each)))
            .map(each -> each.getMetadata().getName())
            .toList();
    if (!others.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.CONFLICT,
          wanted.function()
              + " takes from a queue, "
              + wanted.events()
              + ", whose broker sends every message to "
              + String.join(", ", others)
              + " too",
          "name a broker of its own for the queue, or take from it as a @Topic");
    }
  }

  void apply(Step.Run run, Subscription wanted, String version) throws Exception {
    ResourceDefinitionContext kind = wanted.kind().in(version);
    String uid = uid(wanted.service());
    Optional<GenericKubernetesResource> live = objects.find(kind, wanted.name());
    if (live.isPresent()) {
      requireOurs(wanted.kind().told(), live.get());
      if (live.get().getMetadata().getDeletionTimestamp() != null) {
        waits.objectGone(run, wanted.told(), () -> objects.glance(kind, wanted.name()));
        live = Optional.empty();
      }
    }
    if (live.isEmpty() || !holds(wanted, live.get(), uid)) {
      apply(kind, wanted.manifest(kube.namespaceName(), version, Optional.of(uid)), live);
    }
    waits.object(run, wanted.told(), () -> objects.glance(kind, wanted.name()));
  }

  /** Whether an object is as it shall be, and hangs on the service that is there now. */
  private static boolean holds(Subscription wanted, GenericKubernetesResource live, String uid) {
    return EventingSteps.differences(wanted, live).isEmpty()
        && live.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> uid.equals(owner.getUid()));
  }

  /** What was edited by hand is set back; what another tool applies is not fought over. */
  private void apply(
      ResourceDefinitionContext kind,
      GenericKubernetesResource manifest,
      Optional<GenericKubernetesResource> live)
      throws Exception {
    try {
      objects.apply(kind, manifest, false);
    } catch (KubernetesClientException refusal) {
      Optional<FieldConflicts> conflicts = FieldConflicts.from(refusal);
      if (conflicts.isEmpty()) {
        throw refusal;
      }
      live.ifPresent(conflicts.get()::refuseAppliers);
      objects.apply(kind, manifest, true);
    }
  }

  private String uid(String service) throws Exception {
    Service now =
        kube.service(service)
            .orElseThrow(() -> new ChangedMeanwhile("service " + service + " was deleted"));
    requireOurs("service", now);
    return now.getMetadata().getUid();
  }

  void delete(Step.Run run, ResourceDefinitionContext kind, String name) throws Exception {
    Optional<GenericKubernetesResource> now = objects.find(kind, name);
    if (now.isPresent()) {
      requireOurs(kind.getKind(), now.get());
      objects.delete(kind, name);
    }
    waits.objectGone(run, name, () -> objects.glance(kind, name));
  }

  /** Makes a broker; it is everybody's, so it bears no owner and is never deleted. */
  void createBroker(Step.Run run, String name) throws Exception {
    if (objects.find(EventKind.BROKER, name).isEmpty()) {
      GenericKubernetesResource broker = new GenericKubernetesResource();
      broker.setApiVersion(EventKind.BROKER.getGroup() + "/" + EventKind.BROKER.getVersion());
      broker.setKind(EventKind.BROKER.getKind());
      broker.setMetadata(
          new ObjectMetaBuilder()
              .withName(name)
              .withNamespace(kube.namespaceName())
              .withLabels(Map.of("app.kubernetes.io/managed-by", Ownership.MANAGER))
              .build());
      objects.apply(EventKind.BROKER, broker, false);
    }
    waits.object(run, "broker " + name, () -> objects.glance(EventKind.BROKER, name));
  }

  /** Those of these brokers that are not there. */
  public List<String> missing(List<String> brokers) throws Exception {
    List<String> missing = new ArrayList<>();
    for (String broker : brokers) {
      if (objects.find(EventKind.BROKER, broker).isEmpty()) {
        missing.add(broker);
      }
    }
    return missing;
  }

  private void requireOurs(String what, HasMetadata object) {
    if (!Ownership.owns(owner, object)) {
      throw Ownership.refusal(owner, List.of(Ownership.stranger(what, object)));
    }
  }
}
