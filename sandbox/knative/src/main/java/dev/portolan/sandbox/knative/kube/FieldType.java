package dev.portolan.sandbox.knative.kube;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a field may hold and how its parts are owned.
 *
 * @param fields declared fields of an object
 * @param required those of them that must be there
 * @param item of a map, list or set
 * @param keys that tell the items of a list apart; empty when the list has one owner
 * @param atomic whether it has one owner for all of it
 * @param open whether fields that are not declared are kept
 */
record FieldType(
    Shape shape,
    Map<String, FieldType> fields,
    Set<String> required,
    FieldType item,
    List<String> keys,
    boolean atomic,
    boolean open) {

  enum Shape {
    OBJECT,
    MAP,
    LIST,
    SET,
    STRING,
    INTEGER,
    BOOLEAN,
    NUMBER,
    /** A text or a number. */
    QUANTITY,
    ANY
  }

  static final FieldType ANY = scalar(Shape.ANY);

  static FieldType scalar(Shape shape) {
    return new FieldType(shape, Map.of(), Set.of(), null, List.of(), false, shape == Shape.ANY);
  }

  static FieldType object(Map<String, FieldType> fields, Set<String> required) {
    return new FieldType(Shape.OBJECT, fields, required, null, List.of(), false, false);
  }

  static FieldType map(FieldType item) {
    return new FieldType(Shape.MAP, Map.of(), Set.of(), item, List.of(), false, false);
  }

  static FieldType list(FieldType item, List<String> keys) {
    return new FieldType(Shape.LIST, Map.of(), Set.of(), item, keys, keys.isEmpty(), false);
  }

  static FieldType set(FieldType item) {
    return new FieldType(Shape.SET, Map.of(), Set.of(), item, List.of(), false, false);
  }

  FieldType asAtomic() {
    return new FieldType(shape, fields, required, item, keys, true, open);
  }

  FieldType asOpen() {
    return new FieldType(shape, fields, required, item, keys, atomic, true);
  }

  /** The type of a field, item or entry of this name; null when there is none. */
  FieldType child(String name) {
    return switch (shape) {
      case OBJECT -> fields.getOrDefault(name, open ? ANY : null);
      case MAP, LIST, SET -> item;
      case ANY -> ANY;
      default -> null;
    };
  }

  /** Whether it is a field that the type declares, not an entry of a map. */
  boolean declares(String name) {
    return shape == Shape.OBJECT && fields.containsKey(name);
  }
}
