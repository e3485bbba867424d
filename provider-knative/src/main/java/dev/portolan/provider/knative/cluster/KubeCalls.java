package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.driver.Tally;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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

  /** Codes by which a cluster says that it does not answer a question at all. */
  private static final Set<Integer> NOT_OFFERED = Set.of(403, 404, 405);

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

  /** The calls about objects of other kinds. */
  public ObjectCalls objects() {
    return new ObjectCalls(client, namespace, tally);
  }

  /** The names of the API groups the cluster serves. */
  public Set<String> groups() throws Exception {
    return tally.read(
        () -> {
          APIGroupList found = client.getApiGroups();
          if (found == null || found.getGroups().isEmpty()) {
            throw new UnreadableAnswer("list of API groups");
          }
          return found.getGroups().stream().map(APIGroup::getName).collect(Collectors.toSet());
        });
  }

  public String namespaceName() {
    return namespace;
  }

  /** Whether we may do something to a kind; empty where the cluster does not answer that. */
  Optional<Boolean> allowed(Access access) throws Exception {
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(access.verb())
            .withGroup(access.group())
            .withResource(access.plural())
            .withSubresource(access.part().isEmpty() ? null : access.part())
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      return tally.read(
          () -> {
            var answer = client.authorization().v1().selfSubjectAccessReview().create(review);
            if (answer == null || answer.getStatus() == null) {
              throw new UnreadableAnswer("SelfSubjectAccessReview");
            }
            return Optional.of(Boolean.TRUE.equals(answer.getStatus().getAllowed()));
          });
    } catch (KubernetesClientException e) {
      if (NOT_OFFERED.contains(e.getCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What is known of our namespace; empty if there is none. */
  Optional<ObjectMeta> namespace() throws Exception {
    return tally.read(() -> MetadataCall.get(client, "namespaces/" + namespace));
  }

  /** What is known of an object of a core kind, without what it holds. */
  Optional<ObjectMeta> metadata(String plural, String name) throws Exception {
    return tally.read(
        () -> MetadataCall.get(client, "namespaces/" + namespace + "/" + plural + "/" + name));
  }

  public List<Service> services(Map<String, String> labels) throws Exception {
    return tally.read(() -> list(Service.class, labels));
  }

  public List<Revision> revisions(Map<String, String> labels) throws Exception {
    return tally.read(() -> list(Revision.class, labels));
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
    return tally.glance(() -> list(Revision.class, labels));
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

  /**
   * Takes a label off, whoever has set it: what another manager owns does not go by being left out.
   */
  public Service removeLabel(Service service, String label) throws Exception {
    String patch =
        "[{\"op\":\"remove\",\"path\":\"/metadata/labels/%s\"}]"
            .formatted(label.replace("/", "~1"));
    return tally.mutation(
        () ->
            whole(
                all(Service.class)
                    .withName(service.getMetadata().getName())
                    .patch(PatchContext.of(PatchType.JSON), patch)));
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

  private static Service applied(ServerSideApplicable<Service> resource, boolean force)
      throws UnreadableAnswer {
    ServerSideApplicable<Service> ours = resource.fieldManager(Ownership.MANAGER);
    return whole((force ? ours.forceConflicts() : ours).serverSideApply());
  }

  /** What a server sends of an object names it; what a proxy makes up does not. */
  private static <T extends HasMetadata> T whole(T object) throws UnreadableAnswer {
    if (object == null || object.getMetadata() == null || object.getMetadata().getName() == null) {
      throw new UnreadableAnswer("object");
    }
    return object;
  }

  private <T extends HasMetadata> List<T> list(Class<T> type, Map<String, String> labels)
      throws UnreadableAnswer {
    KubernetesResourceList<T> list = all(type).withLabels(labels).list();
    if (list == null || list.getMetadata() == null) {
      throw new UnreadableAnswer("list of " + HasMetadata.getPlural(type));
    }
    for (T item : list.getItems()) {
      whole(item);
    }
    return list.getItems();
  }

  private List<Pod> pods(String label, String value) {
    return client.pods().inNamespace(namespace).withLabel(label, value).list().getItems();
  }

  private <T extends HasMetadata> Optional<T> find(Class<T> type, String name)
      throws UnreadableAnswer {
    T found = all(type).withName(name).get();
    return found == null ? Optional.empty() : Optional.of(whole(found));
  }

  private <T extends HasMetadata>
      NonNamespaceOperation<T, KubernetesResourceList<T>, Resource<T>> all(Class<T> type) {
    return client.resources(type).inNamespace(namespace);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
