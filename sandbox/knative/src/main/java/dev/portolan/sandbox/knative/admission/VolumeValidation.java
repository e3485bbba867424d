package dev.portolan.sandbox.knative.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Volumes and where they are mounted. Source: knative/serving {@code k8s_validation.go}. */
final class VolumeValidation {
  private static final List<String> ALLOWED =
      List.of("secret", "configMap", "projected", "emptyDir");
  private static final Map<String, String> OFF =
      Map.of(
          "hostPath", "HostPath",
          "csi", "CSI",
          "ephemeral", "Ephemeral",
          "image", "Image");

  private VolumeValidation() {}

  static FieldErrors of(JsonNode spec) {
    FieldErrors errors = FieldErrors.none();
    Set<String> mounted = new HashSet<>();
    for (JsonNode container : spec.path("containers")) {
      container.path("volumeMounts").forEach(mount -> mounted.add(mount.path("name").asText()));
    }
    JsonNode volumes = spec.path("volumes");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < volumes.size(); i++) {
      String name = volumes.get(i).path("name").asText("");
      FieldErrors one = FieldErrors.none();
      if (!names.add(name)) {
        one.also(FieldErrors.of("duplicate volume name \"%s\"".formatted(name), "", "name"));
      }
      if (!mounted.contains(name)) {
        one.also(FieldErrors.of("volume with name \"%s\" not mounted".formatted(name), "", "name"));
      }
      one.also(volume(volumes.get(i), name));
      errors.also(one.via("[" + i + "]"));
    }
    return errors.via("volumes");
  }

  private static FieldErrors volume(JsonNode volume, String name) {
    FieldErrors errors = FieldErrors.none();
    if (volume.has("persistentVolumeClaim")) {
      String claim = volume.path("persistentVolumeClaim").path("claimName").asText();
      errors.also(
          FieldErrors.of(
              "Persistent volume claim support is disabled, but found persistent volume claim "
                  + claim,
              ""));
    }
    List<String> specified = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : Json.fields(volume)) {
      String off = OFF.get(each.getKey());
      if (off != null) {
        errors.also(
            FieldErrors.of(
                "%s volume support is disabled, but found %s volume %s".formatted(off, off, name),
                ""));
      }
      if (!each.getKey().equals("name")) {
        specified.add(each.getKey());
      }
    }
    if (name.isEmpty()) {
      errors.also(FieldErrors.missing("name"));
    } else if (!DnsLabel.is1123(name)) {
      errors.also(FieldErrors.invalid(name, "name"));
    }
    if (specified.isEmpty()) {
      errors.also(FieldErrors.missingOneOf(ALLOWED.toArray(String[]::new)));
    } else if (specified.size() > 1) {
      errors.also(FieldErrors.multipleOneOf(specified.toArray(String[]::new)));
    }
    return errors;
  }

  static FieldErrors mounts(JsonNode mounts, JsonNode volumes) {
    Map<String, JsonNode> byName = new HashMap<>();
    volumes.forEach(volume -> byName.put(volume.path("name").asText(), volume));
    Set<String> paths = new HashSet<>();
    FieldErrors errors = FieldErrors.none();
    for (int i = 0; i < mounts.size(); i++) {
      errors.also(mount(mounts.get(i), byName, paths).via("volumeMounts", i));
    }
    return errors;
  }

  private static FieldErrors mount(
      JsonNode mount, Map<String, JsonNode> volumes, Set<String> paths) {
    FieldErrors errors = FieldErrors.none();
    JsonNode volume = volumes.get(mount.path("name").asText());
    if (volume == null) {
      errors.also(FieldErrors.of("volumeMount has no matching volume", "", "name"));
    }
    String path = mount.path("mountPath").asText("");
    String clean =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (path.isEmpty()) {
      errors.also(FieldErrors.missing("mountPath"));
    } else if (Set.of("/", "/dev", "/dev/log").contains(clean)) {
      errors.also(
          FieldErrors.of("mountPath \"%s\" is a reserved path".formatted(clean), "", "mountPath"));
    } else if (!path.startsWith("/")) {
      errors.also(FieldErrors.invalid(path, "mountPath"));
    } else if (!paths.add(clean)) {
      errors.also(FieldErrors.invalid("\"%s\" must be unique".formatted(path), "mountPath"));
    }
    boolean writable =
        volume != null && (volume.has("emptyDir") || volume.has("persistentVolumeClaim"));
    if (!writable && !mount.path("readOnly").asBoolean()) {
      errors.also(
          FieldErrors.of(
              "volume mount should be readOnly for this type of volume", "", "readOnly"));
    }
    return errors;
  }
}
