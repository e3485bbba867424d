package dev.portolan.sandbox.knative.kube;

import dev.portolan.sandbox.knative.kube.FieldType.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that every object has. */
final class Metadata {
  private static final FieldType TEXT = FieldType.scalar(Shape.STRING);

  static final FieldType TYPE = FieldType.object(fields(), Set.of());

  /** What the server alone decides, and nobody owns. */
  static final Set<String> SERVER_SIDE =
      Set.of(
          "name",
          "namespace",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "uid",
          "generation",
          "managedFields",
          "resourceVersion");

  private Metadata() {}

  private static Map<String, FieldType> fields() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    for (String text :
        List.of(
            "name",
            "generateName",
            "namespace",
            "selfLink",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp")) {
      fields.put(text, TEXT);
    }
    fields.put("generation", FieldType.scalar(Shape.INTEGER));
    fields.put("deletionGracePeriodSeconds", FieldType.scalar(Shape.INTEGER));
    fields.put("labels", FieldType.map(TEXT));
    fields.put("annotations", FieldType.map(TEXT));
    fields.put("finalizers", FieldType.set(TEXT));
    fields.put("ownerReferences", FieldType.list(owner(), List.of("uid")));
    fields.put("managedFields", FieldType.list(FieldType.ANY, List.of()));
    return fields;
  }

  private static FieldType owner() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    for (String text : List.of("apiVersion", "kind", "name", "uid")) {
      fields.put(text, TEXT);
    }
    fields.put("controller", FieldType.scalar(Shape.BOOLEAN));
    fields.put("blockOwnerDeletion", FieldType.scalar(Shape.BOOLEAN));
    return FieldType.object(fields, Set.of("apiVersion", "kind", "name", "uid"));
  }
}
