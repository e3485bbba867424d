package dev.portolan.provider.knative.cluster;

import dev.portolan.provider.knative.wire.Tally;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls to a cluster's API server, one method each, all in one namespace. */
public final class KubeCalls {
  /** The container of a revision that runs the function; Knative names it so. */
  public static final String CONTAINER = "user-container";

  private static final String REVISION_OF = "serving.knative.dev/revision";
  private static final String SERVICE_OF = "serving.knative.dev/service";

  private final KubernetesClient client;
  private final String namespace;
  private final Tally tally;

  public KubeCalls(KubernetesClient client, String namespace, Tally tally) {
    this.client = client;
    this.namespace = namespace;
    this.tally = tally;
  }

  public String namespace() {
    return namespace;
  }

  /** The calls about objects of other kinds. */
  public ObjectCalls objects() {
    return new ObjectCalls(client, namespace, tally);
  }

  /** The names of the API groups the cluster serves. */
  public Set<String> groups() throws Exception {
    return tally.read(
        () ->
            client.getApiGroups().getGroups().stream()
                .map(APIGroup::getName)
                .collect(Collectors.toSet()));
  }

  /** Whether we may do something to a kind. */
  boolean allowed(String verb, String group, String plural) throws Exception {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(verb)
            .withGroup(group)
            .withResource(plural)
            .endResourceAttributes()
            .endSpec()
            .build();
    return tally.read(
        () ->
            Boolean.TRUE.equals(
                client
                    .authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(review)
                    .getStatus()
                    .getAllowed()));
  }

  public List<Service> services(Map<String, String> labels) throws Exception {
    return tally.read(() -> all(Service.class).withLabels(labels).list().getItems());
  }

  public List<Revision> revisions(Map<String, String> labels) throws Exception {
    return tally.read(() -> all(Revision.class).withLabels(labels).list().getItems());
  }

  public Optional<Service> service(String name) throws Exception {
    return tally.read(() -> find(Service.class, name));
  }

  public Optional<Revision> revision(String name) throws Exception {
    return tally.read(() -> find(Revision.class, name));
  }

  /** The same, while something is waited for. */
  public Optional<Service> glanceAtService(String name) throws Exception {
    return tally.glance(() -> find(Service.class, name));
  }

  Optional<Revision> glanceAtRevision(String name) throws Exception {
    return tally.glance(() -> find(Revision.class, name));
  }

  List<Revision> glanceAtRevisions(Map<String, String> labels) throws Exception {
    return tally.glance(() -> all(Revision.class).withLabels(labels).list().getItems());
  }

  List<Pod> podsOfRevision(String revision) throws Exception {
    return tally.glance(() -> pods(REVISION_OF, revision));
  }

  List<Pod> podsOfService(String service) throws Exception {
    return tally.read(() -> pods(SERVICE_OF, service));
  }

  /** What the server would make of a manifest, webhooks included; changes nothing. */
  public Service rehearse(Service manifest, boolean force) throws Exception {
    return tally.read(() -> applied(client.resource(manifest).dryRun(true), force));
  }

  /**
   * Makes the server hold a manifest. With a {@code resourceVersion} in it, only if nothing has
   * changed since.
   *
   * @param force whether fields that somebody else set are set back
   */
  public Service apply(Service manifest, boolean force) throws Exception {
    return tally.mutation(() -> applied(client.resource(manifest), force));
  }

  public void deleteService(Service service) throws Exception {
    tally.mutation(() -> all(Service.class).withName(service.getMetadata().getName()).delete());
  }

  public void deleteRevision(String name) throws Exception {
    tally.mutation(() -> all(Revision.class).withName(name).delete());
  }

  /** The last lines of a pod's log; of the run before, if the container crashed. */
  String logTail(Pod pod, int lines, boolean before) throws Exception {
    return tally.glance(
        () -> {
          var log = client.pods().inNamespace(namespace).withName(name(pod)).inContainer(CONTAINER);
          return before
              ? log.terminated().tailingLines(lines).getLog()
              : log.tailingLines(lines).getLog();
        });
  }

  /** A pod's log from an instant on, each line with its time before it. */
  String log(Pod pod, Instant from) throws Exception {
    return tally.read(
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withName(name(pod))
                .inContainer(CONTAINER)
                .usingTimestamps()
                .sinceTime(from.toString())
                .getLog());
  }

  private static Service applied(ServerSideApplicable<Service> resource, boolean force) {
    ServerSideApplicable<Service> ours = resource.fieldManager(Ownership.MANAGER);
    return (force ? ours.forceConflicts() : ours).serverSideApply();
  }

  private List<Pod> pods(String label, String value) {
    return client.pods().inNamespace(namespace).withLabel(label, value).list().getItems();
  }

  private <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return Optional.ofNullable(all(type).withName(name).get());
  }

  private <T extends HasMetadata>
      NonNamespaceOperation<T, KubernetesResourceList<T>, Resource<T>> all(Class<T> type) {
    return client.resources(type).inNamespace(namespace);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
