package dev.portolan.sandbox.knative.kube;

import dev.portolan.sandbox.knative.kube.FieldType.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the schema files of this module; their first lines tell the notation. */
final class SchemaText {
  private final Map<String, FieldType> blocks = new HashMap<>();

  private static final class Line {
    final String text;
    final List<Line> children = new ArrayList<>();

    Line(String text) {
      this.text = text;
    }
  }

  static List<ResourceType> read(String file) {
    try (InputStream in = SchemaText.class.getResourceAsStream(file)) {
      return new SchemaText().types(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private List<ResourceType> types(String text) {
    List<ResourceType> all = new ArrayList<>();
    for (Line line : tree(text)) {
      String[] words = line.text.split(" ");
      if (words[0].equals("=")) {
        blocks.put(words[1], object(line));
      } else {
        all.add(type(words, line));
      }
    }
    return all;
  }

  private static List<Line> tree(String text) {
    Line root = new Line("");
    Deque<Line> open = new ArrayDeque<>(List.of(root));
    for (String raw : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      int depth = (raw.length() - raw.stripLeading().length()) / 2;
      while (open.size() > depth + 1) {
        open.pop();
      }
      Line line = new Line(raw.strip());
      open.peek().children.add(line);
      open.push(line);
    }
    return root.children;
  }

  private ResourceType type(String[] words, Line line) {
    int slash = words[0].indexOf('/');
    FieldType own = object(line);
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("apiVersion", FieldType.scalar(Shape.STRING));
    fields.put("kind", FieldType.scalar(Shape.STRING));
    fields.put("metadata", Metadata.TYPE);
    fields.putAll(own.fields());
    return new ResourceType(
        slash < 0 ? "" : words[0].substring(0, slash),
        words[0].substring(slash + 1),
        words[1],
        words[2],
        words.length < 4,
        FieldType.object(fields, own.required()));
  }

  private FieldType object(Line line) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    Set<String> required = new HashSet<>();
    boolean open = false;
    for (Line child : line.children) {
      int space = child.text.indexOf(' ');
      String name = child.text.substring(0, space);
      if (name.equals("*")) {
        open = true;
        continue;
      }
      if (name.endsWith("!")) {
        name = name.substring(0, name.length() - 1);
        required.add(name);
      }
      fields.put(name, typeOf(child.text.substring(space + 1), child));
    }
    FieldType object = FieldType.object(fields, required);
    return open ? object.asOpen() : object;
  }

  private FieldType typeOf(String text, Line line) {
    int space = text.indexOf(' ');
    String word = space < 0 ? text : text.substring(0, space);
    String rest = space < 0 ? "" : text.substring(space + 1);
    if (word.startsWith("list")) {
      String keys = word.length() == 4 ? "" : word.substring(5, word.length() - 1);
      return FieldType.list(
          typeOf(rest, line), keys.isEmpty() ? List.of() : List.of(keys.split(",")));
    }
    return switch (word) {
      case "map" -> FieldType.map(typeOf(rest, line));
      case "set" -> FieldType.set(typeOf(rest, line));
      case "object" -> block(rest, line);
      case "open" -> block(rest, line).asOpen();
      case "atomic" -> block(rest, line).asAtomic();
      default -> FieldType.scalar(Shape.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
    };
  }

  private FieldType block(String rest, Line line) {
    if (!rest.startsWith("@")) {
      return object(line);
    }
    FieldType block = blocks.get(rest.substring(1));
    if (block == null) {
      throw new IllegalStateException("no block " + rest);
    }
    return block;
  }
}
