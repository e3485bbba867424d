package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who owns which fields of an object, read from and written to {@code metadata.managedFields}. */
final class ManagedFields {
  private final Map<Owner, Owned> entries = new LinkedHashMap<>();

  /**
   * Someone who writes, in one way.
   *
   * @param subresource empty for the object itself
   */
  record Owner(String name, boolean apply, String apiVersion, String subresource) {
    /** As conflict messages name it. */
    @Override
    public String toString() {
      String text = "\"" + name + "\"";
      if (!subresource.isEmpty()) {
        text += " with subresource \"" + subresource + "\"";
      }
      return apply ? text : text + " using " + apiVersion;
    }

    /** Equal for appliers whatever their version: they keep one entry. */
    private Owner key() {
      return apply ? new Owner(name, true, "", subresource) : this;
    }
  }

  private record Owned(Owner manager, FieldSet fields, String time) {}

  static ManagedFields from(JsonNode object) {
    ManagedFields managed = new ManagedFields();
    for (JsonNode entry : object.path("metadata").path("managedFields")) {
      Owner manager =
          new Owner(
              entry.path("manager").asText(),
              entry.path("operation").asText().equals("Apply"),
              entry.path("apiVersion").asText(),
              entry.path("subresource").asText());
      managed.entries.put(
          manager.key(),
          new Owned(manager, FieldSet.from(entry.path("fieldsV1")), entry.path("time").asText()));
    }
    return managed;
  }

  FieldSet of(Owner manager) {
    Owned owned = entries.get(manager.key());
    return owned == null ? new FieldSet() : owned.fields();
  }

  /** All others' fields, each with its owner. */
  Map<Owner, FieldSet> others(Owner than) {
    Map<Owner, FieldSet> all = new LinkedHashMap<>();
    entries.forEach(
        (key, owned) -> {
          if (!key.equals(than.key())) {
            all.put(owned.manager(), owned.fields());
          }
        });
    return all;
  }

  void take(Owner from, FieldSet fields) {
    Owned owned = entries.get(from.key());
    entries.put(from.key(), new Owned(owned.manager(), owned.fields().minus(fields), owned.time()));
  }

  void takeFromAll(FieldSet fields) {
    entries.replaceAll(
        (key, owned) -> new Owned(owned.manager(), owned.fields().minus(fields), owned.time()));
  }

  /** Sets what a manager owns; its time changes only when that does. */
  void put(Owner manager, FieldSet fields, Instant now) {
    Owned old = entries.get(manager.key());
    String time =
        old != null && old.fields().equals(fields)
            ? old.time()
            : now.truncatedTo(ChronoUnit.SECONDS).toString();
    entries.put(manager.key(), new Owned(manager, fields, time));
  }

  void touch(Owner manager, Instant now) {
    Owned old = entries.get(manager.key());
    if (old != null) {
      String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
      entries.put(manager.key(), new Owned(old.manager(), old.fields(), time));
    }
  }

  void write(ObjectNode object) {
    ArrayNode all = Json.at(object, "metadata").putArray("managedFields");
    for (Owned owned : entries.values()) {
      if (!owned.fields().isEmpty()) {
        ObjectNode entry = all.addObject();
        entry.put("manager", owned.manager().name());
        entry.put("operation", owned.manager().apply() ? "Apply" : "Update");
        entry.put("apiVersion", owned.manager().apiVersion());
        entry.put("time", owned.time());
        entry.put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", owned.fields().toJson());
        if (!owned.manager().subresource().isEmpty()) {
          entry.put("subresource", owned.manager().subresource());
        }
      }
    }
    if (all.isEmpty()) {
      Json.at(object, "metadata").remove("managedFields");
    }
  }
}
