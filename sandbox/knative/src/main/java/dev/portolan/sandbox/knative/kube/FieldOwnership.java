package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.kube.KubeErrors.Cause;
import dev.portolan.sandbox.knative.kube.ManagedFields.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Server-side apply, and the book-keeping of owners at every other write. Source:
 * kubernetes/enhancements KEP-555, kubernetes-sigs/structured-merge-diff {@code merge/update.go}.
 */
final class FieldOwnership {
  private final ResourceType type;
  private final Instant now;

  FieldOwnership(ResourceType type, Instant now) {
    this.type = type;
    this.now = now;
  }

  /**
   * The live object with a configuration applied to it.
   *
   * @param live an empty object when there is none
   * @throws KubeRefusal with code 409 when it is not forced and another manager owns a field that
   *     would change
   */
  ObjectNode apply(ObjectNode live, ObjectNode configuration, Owner manager, boolean force) {
    ManagedFields managed = ManagedFields.from(live);
    FieldSet last = managed.of(manager);
    FieldSet claimed = owned(Fields.of(type.schema(), configuration), manager.subresource());
    JsonNode merged = Merge.merge(type.schema(), live, configuration);
    FieldSet dropped = named(type.schema(), last).minus(named(type.schema(), claimed));
    for (FieldSet others : managed.others(manager).values()) {
      dropped = dropped.minus(named(type.schema(), others));
    }
    ObjectNode next = (ObjectNode) Merge.remove(type.schema(), merged, leaves(dropped, claimed));
    Fields.Change change = Fields.between(type.schema(), live, next);
    settle(managed, manager, change, force);
    managed.put(manager, claimed, now);
    if (!change.written().isEmpty() || !change.removed().isEmpty()) {
      managed.touch(manager, now);
    }
    managed.write(next);
    return next;
  }

  /**
   * With each field that a schema names and that has something below it as a member: who drops all
   * of it drops it whole, also what a webhook has set in it ({@code EnsureNamedFieldsAreMembers}).
   */
  private static FieldSet named(FieldType type, FieldSet set) {
    FieldSet all = new FieldSet();
    for (String step : set.steps()) {
      FieldSet below = named(Fields.childType(type, step), set.under(step));
      boolean whole = !below.isEmpty() && step.startsWith("f:") && Fields.declared(type, step);
      if (set.has(step) || whole) {
        all.add(step);
      }
      fill(all.below(step), below);
    }
    return all;
  }

  /** What is dropped, less what something is claimed below of. */
  private static FieldSet leaves(FieldSet dropped, FieldSet claimed) {
    FieldSet left = new FieldSet();
    for (String step : dropped.steps()) {
      if (dropped.has(step) && claimed.under(step).isEmpty()) {
        left.add(step);
      }
      fill(left.below(step), leaves(dropped.under(step), claimed.under(step)));
    }
    return left;
  }

  private static void fill(FieldSet to, FieldSet from) {
    for (String step : from.steps()) {
      if (from.has(step)) {
        to.add(step);
      }
      fill(to.below(step), from.under(step));
    }
  }

  private void settle(ManagedFields managed, Owner manager, Fields.Change change, boolean force) {
    Map<Owner, FieldSet> conflicts = new LinkedHashMap<>();
    managed
        .others(manager)
        .forEach(
            (other, fields) -> {
              FieldSet both = fields.intersection(change.written());
              if (!both.isEmpty()) {
                conflicts.put(other, both);
              }
            });
    if (!force && !conflicts.isEmpty()) {
      throw refused(conflicts);
    }
    conflicts.forEach(managed::take);
    managed.takeFromAll(change.removed());
  }

  private static KubeRefusal refused(Map<Owner, FieldSet> conflicts) {
    List<Cause> causes = new ArrayList<>();
    Map<String, List<String>> byManager = new TreeMap<>();
    conflicts.forEach(
        (manager, fields) -> {
          for (String path : fields.paths()) {
            causes.add(new Cause("FieldManagerConflict", "conflict with " + manager, path));
            byManager.computeIfAbsent(manager.toString(), m -> new ArrayList<>()).add(path);
          }
        });
    if (causes.size() == 1) {
      Cause only = causes.get(0);
      return KubeErrors.applyConflict(
          causes, "Apply failed with 1 conflict: " + only.message() + ": " + only.field());
    }
    List<String> texts = new ArrayList<>();
    byManager.forEach(
        (manager, paths) ->
            texts.add("conflicts with " + manager + ":\n- " + String.join("\n- ", paths)));
    return KubeErrors.applyConflict(
        causes,
        "Apply failed with %d conflicts: %s".formatted(causes.size(), String.join("\n", texts)));
  }

  /** Notes that a manager wrote an object by another way than apply. */
  void written(ObjectNode live, ObjectNode next, Owner manager) {
    ManagedFields managed = ManagedFields.from(live);
    Fields.Change change = Fields.between(type.schema(), live, next);
    FieldSet mine = owned(change.written(), manager.subresource());
    managed.others(manager).forEach((other, fields) -> managed.take(other, mine));
    managed.takeFromAll(change.removed());
    FieldSet all = managed.of(manager).union(mine);
    managed.put(manager, all, now);
    if (!mine.isEmpty()) {
      managed.touch(manager, now);
    }
    managed.write(next);
  }

  /** Without what nobody owns, and what is not written by this way. */
  private FieldSet owned(FieldSet fields, String subresource) {
    FieldSet left = fields.without("f:apiVersion").without("f:kind");
    FieldSet server = new FieldSet();
    server.add("f:metadata");
    Metadata.SERVER_SIDE.forEach(name -> server.below("f:metadata").add("f:" + name));
    left = left.minus(server);
    if (left.under("f:metadata").has("f:managedFields")) {
      left = left.without("f:managedFields");
    }
    if (subresource.equals("status")) {
      FieldSet status = new FieldSet();
      fill(status.below("f:status"), left.under("f:status"));
      if (left.has("f:status")) {
        status.add("f:status");
      }
      return status;
    }
    return type.hasStatus() ? left.without("f:status") : left;
  }
}
