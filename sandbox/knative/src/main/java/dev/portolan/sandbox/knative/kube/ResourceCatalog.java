package dev.portolan.sandbox.knative.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The kinds that a server knows; more than one version of a kind share their objects. */
public final class ResourceCatalog {
  private final List<ResourceType> types;

  private ResourceCatalog(List<ResourceType> types) {
    this.types = List.copyOf(types);
  }

  /** The built-in kinds and those of Knative. */
  public static ResourceCatalog withKnative() {
    List<ResourceType> all = new ArrayList<>(SchemaText.read("core.schema"));
    all.addAll(SchemaText.read("knative.schema"));
    return new ResourceCatalog(all);
  }

  /** A cluster on which some kinds are not installed. */
  public ResourceCatalog without(Predicate<ResourceType> absent) {
    return new ResourceCatalog(types.stream().filter(absent.negate()).toList());
  }

  public List<ResourceType> types() {
    return types;
  }

  Optional<ResourceType> find(String group, String version, String plural) {
    return types.stream()
        .filter(t -> t.group().equals(group) && t.version().equals(version))
        .filter(t -> t.plural().equals(plural))
        .findFirst();
  }

  /** The kind in the version that objects are kept in: the first that was declared. */
  public Optional<ResourceType> kept(String group, String plural) {
    return types.stream()
        .filter(t -> t.group().equals(group) && t.plural().equals(plural))
        .findFirst();
  }

  /** The kind that an object says it is of, by {@code apiVersion} and {@code kind}. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.stream()
        .filter(t -> t.apiVersion().equals(apiVersion) && t.kind().equals(kind))
        .findFirst();
  }

  List<String> groups() {
    return types.stream().map(ResourceType::group).distinct().toList();
  }

  List<String> versions(String group) {
    return types.stream()
        .filter(t -> t.group().equals(group))
        .map(ResourceType::version)
        .distinct()
        .sorted((a, b) -> Integer.compare(a.length(), b.length()))
        .toList();
  }

  List<ResourceType> in(String group, String version) {
    return types.stream()
        .filter(t -> t.group().equals(group) && t.version().equals(version))
        .toList();
  }
}
