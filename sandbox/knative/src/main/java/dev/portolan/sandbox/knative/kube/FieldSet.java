package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of fields of one object, as {@code FieldsV1} writes it: {@code f:name} is a field, {@code
 * k:{…}} an item by its keys, {@code v:…} a value of a set. A step is a member itself, has members
 * below it, or both. Source: kubernetes-sigs/structured-merge-diff {@code fieldpath}.
 */
final class FieldSet {
  private final TreeMap<String, Node> steps = new TreeMap<>();

  private static final class Node {
    private boolean member;
    private FieldSet below = new FieldSet();
  }

  boolean isEmpty() {
    return steps.values().stream().noneMatch(node -> node.member || !node.below.isEmpty());
  }

  void add(String step) {
    node(step).member = true;
  }

  FieldSet below(String step) {
    return node(step).below;
  }

  private Node node(String step) {
    return steps.computeIfAbsent(step, ignored -> new Node());
  }

  boolean has(String step) {
    return steps.containsKey(step) && steps.get(step).member;
  }

  /** The set below a step; empty when there is none. Not to be changed. */
  FieldSet under(String step) {
    return steps.containsKey(step) ? steps.get(step).below : new FieldSet();
  }

  Iterable<String> steps() {
    return new ArrayList<>(steps.keySet());
  }

  FieldSet union(FieldSet other) {
    FieldSet all = copy();
    for (Map.Entry<String, Node> each : other.steps.entrySet()) {
      Node node = all.node(each.getKey());
      node.member |= each.getValue().member;
      node.below = node.below.union(each.getValue().below);
    }
    return all;
  }

  FieldSet minus(FieldSet other) {
    FieldSet left = new FieldSet();
    for (Map.Entry<String, Node> each : steps.entrySet()) {
      boolean member = each.getValue().member && !other.has(each.getKey());
      FieldSet below = each.getValue().below.minus(other.under(each.getKey()));
      left.put(each.getKey(), member, below);
    }
    return left;
  }

  FieldSet intersection(FieldSet other) {
    FieldSet both = new FieldSet();
    for (Map.Entry<String, Node> each : steps.entrySet()) {
      boolean member = each.getValue().member && other.has(each.getKey());
      FieldSet below = each.getValue().below.intersection(other.under(each.getKey()));
      both.put(each.getKey(), member, below);
    }
    return both;
  }

  private void put(String step, boolean member, FieldSet below) {
    if (member || !below.isEmpty()) {
      Node node = node(step);
      node.member = member;
      node.below = below;
    }
  }

  FieldSet copy() {
    return minus(new FieldSet());
  }

  /** Without a step and all below it. */
  FieldSet without(String step) {
    FieldSet left = copy();
    left.steps.remove(step);
    return left;
  }

  static FieldSet from(JsonNode fieldsV1) {
    FieldSet set = new FieldSet();
    for (Map.Entry<String, JsonNode> each : Json.fields(fieldsV1)) {
      if (!each.getKey().equals(".")) {
        FieldSet below = from(each.getValue());
        set.put(each.getKey(), below.isEmpty() || each.getValue().has("."), below);
      }
    }
    return set;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    for (Map.Entry<String, Node> each : steps.entrySet()) {
      Node node = each.getValue();
      if (!node.below.isEmpty()) {
        ObjectNode below = Json.object();
        if (node.member) {
          below.putObject(".");
        }
        below.setAll(node.below.toJson());
        json.set(each.getKey(), below);
      } else if (node.member) {
        json.putObject(each.getKey());
      }
    }
    return json;
  }

  /** Each member as a path that people read: {@code .spec.env[name="A"].value}. */
  List<String> paths() {
    List<String> all = new ArrayList<>();
    collect("", all);
    return all;
  }

  private void collect(String prefix, List<String> all) {
    for (Map.Entry<String, Node> each : steps.entrySet()) {
      String path = prefix + readable(each.getKey());
      if (each.getValue().member) {
        all.add(path);
      }
      each.getValue().below.collect(path, all);
    }
  }

  static String readable(String step) {
    String rest = step.substring(2);
    return switch (step.charAt(0)) {
      case 'f' -> "." + rest;
      case 'v' -> "[=" + rest + "]";
      default -> "[" + keys(Json.read(rest)) + "]";
    };
  }

  private static String keys(JsonNode keys) {
    return String.join(
        ",", Json.fields(keys).stream().map(k -> k.getKey() + "=" + k.getValue()).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && set.toJson().equals(toJson());
  }

  @Override
  public int hashCode() {
    return toJson().hashCode();
  }

  @Override
  public String toString() {
    return paths().toString();
  }
}
