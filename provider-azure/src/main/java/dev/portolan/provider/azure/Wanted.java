package dev.portolan.provider.azure;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.provider.azure.config.FunctionSettings;
import dev.portolan.provider.azure.config.SecretReference;
import dev.portolan.provider.azure.packing.Slice;
import dev.portolan.provider.azure.site.Face;
import dev.portolan.provider.azure.site.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One function as Azure shall hold it: the portable description, lowered.
 *
 * @param site name of its site, its plan and its identity
 * @param account name of the storage account that is its own
 * @param content its package
 */
record Wanted(
    FunctionSpec spec,
    FunctionSettings settings,
    String site,
    String account,
    Release release,
    Path content) {
  /**
   * Lowers a function.
   *
   * @param bus the settings by which it takes from queues and topics
   * @param artifact digest of the packed project
   * @param runtime Java's release
   */
  static Wanted of(
      FunctionSpec spec,
      FunctionSettings settings,
      String site,
      String account,
      Slice slice,
      Map<String, String> bus,
      String artifact,
      int runtime) {
    Release release =
        new Release(
            slice.sha256(),
            artifact,
            runtime,
            settings.memoryMebibytes(),
            settings.scaling().concurrency(),
            settings.scaling().least(),
            settings.scaling().most(),
            variables(spec, settings, bus),
            Face.of(spec, slice.probePath()),
            new TreeSet<>(slice.folders()));
    return new Wanted(spec, settings, site, account, release, slice.artifact().file());
  }

  private static SortedMap<String, String> variables(
      FunctionSpec spec, FunctionSettings settings, Map<String, String> bus) {
    SortedMap<String, String> all = new TreeMap<>();
    List<String> secrets = new ArrayList<>();
    given(spec, settings)
        .forEach(
            (name, value) -> {
              Optional<SecretReference> secret = SecretReference.parse(value);
              secret.ifPresent(each -> secrets.add(name));
              all.put(
                  name,
                  secret.map(each -> each.setting(settings.vault().orElse(""))).orElse(value));
            });
    if (!secrets.isEmpty()) {
      all.put("PORTOLAN_SECRET_KEYS", String.join(",", secrets));
    }
    all.put("PORTOLAN_FUNCTION", spec.name());
    all.put("PORTOLAN_TIMEOUT_MILLIS", String.valueOf(spec.sizing().timeout().toMillis()));
    all.put("PORTOLAN_DIRECT", "true");
    all.putAll(bus);
    return all;
  }

  /** What it is told as it is given, secrets as references: the function's own, and its host's. */
  private static Map<String, String> given(FunctionSpec spec, FunctionSettings settings) {
    Map<String, String> all = new LinkedHashMap<>(spec.environment());
    all.putAll(settings.kafka().variables());
    return all;
  }

  /** Names of the secrets that it reads, or its host. */
  SortedSet<String> secrets() {
    SortedSet<String> names = new TreeSet<>();
    given(spec, settings)
        .values()
        .forEach(value -> SecretReference.parse(value).ifPresent(each -> names.add(each.name())));
    return names;
  }

  /** What its project calls it. */
  String name() {
    return spec.name();
  }
}
