package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.StateStore;
import java.util.List;

/** The parts of one API server, put together, with the namespaces that every cluster has. */
public final class KubeServer {
  private final ResourceCatalog catalog;
  private final ObjectStore store;
  private final ObjectWrites writes;
  private final ObjectDeletes deletes;
  private final AccessRules access = new AccessRules();
  private final KubeApi api;

  private KubeServer(
      StateStore state,
      ResourceCatalog catalog,
      Admission admission,
      TimeSource time,
      CallGate gate,
      String token) {
    this.catalog = catalog;
    this.store = new ObjectStore(state);
    this.writes = new ObjectWrites(store, catalog, new BuiltInAdmission(admission), time);
    this.deletes = new ObjectDeletes(store, catalog, time);
    this.api = new KubeApi(catalog, new Verbs(store, writes, deletes), access, gate, token);
  }

  /** Continues with the state, or starts a new cluster. */
  public static KubeServer open(
      StateStore state,
      ResourceCatalog catalog,
      Admission admission,
      TimeSource time,
      CallGate gate,
      String token) {
    KubeServer server = new KubeServer(state, catalog, admission, time, gate, token);
    for (String name : List.of("default", "kube-system")) {
      server.ensureNamespace(name);
    }
    return server;
  }

  private void ensureNamespace(String name) {
    ResourceType type = catalog.kept("", "namespaces").orElseThrow();
    if (store.find(type, "", name).isEmpty()) {
      ObjectNode namespace = Json.object();
      namespace.putObject("metadata").put("name", name);
      writes.create(type, namespace, WriteOptions.by("kube-apiserver"));
    }
  }

  public ResourceCatalog catalog() {
    return catalog;
  }

  public ObjectStore store() {
    return store;
  }

  public ObjectWrites writes() {
    return writes;
  }

  public ObjectDeletes deletes() {
    return deletes;
  }

  public AccessRules access() {
    return access;
  }

  public KubeApi api() {
    return api;
  }
}
