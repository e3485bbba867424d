package dev.portolan.provider.knative.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads names of fields out of an object's metadata, where Kubernetes keeps who set which.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management">field
 *     management</a>
 */
final class FieldNames {
  private FieldNames() {}

  /** The keys below {@code data} that anybody is known to have set; empty if none is known. */
  static Set<String> data(ObjectMeta metadata) {
    Set<String> names = new TreeSet<>();
    for (var entry : metadata.getManagedFields()) {
      var fields = entry.getFieldsV1();
      if (fields != null) {
        add(fields.getAdditionalProperties().get("f:data"), names);
        add(fields.getAdditionalProperties().get("f:stringData"), names);
      }
    }
    return names;
  }

  private static void add(Object below, Set<String> names) {
    if (below instanceof Map<?, ?> fields) {
      fields.keySet().stream()
          .map(String::valueOf)
          .filter(field -> field.startsWith("f:"))
          .forEach(field -> names.add(field.substring(2)));
    }
  }
}
