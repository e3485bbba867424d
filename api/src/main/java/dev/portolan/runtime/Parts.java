package dev.portolan.runtime;

import dev.portolan.HttpRequest;
import dev.portolan.codec.Codec;
import dev.portolan.codec.RecordParts;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function's input of which each component has a place of its own in a request. */
final class Parts {
  private final RecordParts shape;
  private final String[] places;
  private final String[] names;

  private Parts(RecordParts shape, List<?> told) {
    this.shape = shape;
    this.places = new String[told.size()];
    this.names = new String[told.size()];
    for (int i = 0; i < places.length; i++) {
      Map<?, ?> part = (Map<?, ?>) told.get(i);
      places[i] = (String) part.get("from");
      names[i] = (String) part.get("name");
    }
  }

  /** As the build wrote it down; {@code null} if the input has no such components. */
  static Parts of(Descriptor descriptor, Type type) {
    if (descriptor.parts == null) {
      return null;
    }
    RecordParts shape =
        type instanceof Class && ((Class<?>) type).isRecord()
            ? new RecordParts((Class<?>) type)
            : null;
    if (shape == null || !isAsBuilt(shape, descriptor.parts)) {
      throw StartException.of(
          "Function \""
              + descriptor.name
              + "\" takes another "
              + descriptor.input
              + " than it was built with: build it again",
          null);
    }
    return new Parts(shape, descriptor.parts);
  }

  /** Parts are told by their places: in another order each would be taken for another. */
  private static boolean isAsBuilt(RecordParts shape, List<?> told) {
    if (shape.size() != told.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (!shape.name(i).equals(((Map<?, ?>) told.get(i)).get("component"))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a header is among them, or a text, whose character set is told in one. */
  boolean readsHeaders() {
    for (int i = 0; i < places.length; i++) {
      Type type = shape.type(i);
      boolean text = type == String.class || within(type) == String.class;
      if (places[i].equals("header") || places[i].equals("body") && text) {
        return true;
      }
    }
    return false;
  }

  Object from(HttpRequest request, Codec codec) {
    Object[] values = new Object[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          places[i].equals("body")
              ? body(request, shape.type(i), codec)
              : shape.read(i, text(request, i));
    }
    return shape.make(values);
  }

  private Object text(HttpRequest request, int index) {
    String name = names[index];
    switch (places[index]) {
      case "path":
        return request.pathParameters().get(name);
      case "query":
        return some(request.query().all(name));
      default:
        List<String> all = request.headers().all(name);
        if (all.isEmpty()) {
          return null;
        }
        // Some platforms have joined them already.
        String joined = all.size() == 1 ? all.get(0) : String.join(",", all);
        return shape.takesMany(index) ? elements(joined) : joined;
    }
  }

  private static Object some(List<String> all) {
    return all.isEmpty() ? null : all.size() == 1 ? all.get(0) : all;
  }

  /**
   * The elements of a list in a header.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2">RFC 9110, 5.6.1.2: "parse
   *     and ignore a reasonable number of empty list elements"</a>
   */
  private static List<String> elements(String header) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    boolean escaped = false;
    int start = 0;
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == ',' && !quoted) {
        add(header.substring(start, i).trim(), elements);
        start = i + 1;
      }
      quoted ^= c == '"' && !escaped;
      escaped = quoted && c == '\\' && !escaped;
    }
    add(header.substring(start).trim(), elements);
    return elements;
  }

  private static void add(String element, List<String> elements) {
    if (!element.isEmpty()) {
      elements.add(element);
    }
  }

  private static Object body(HttpRequest request, Type type, Codec codec) {
    if (type == String.class) {
      return request.text();
    }
    if (type == byte[].class) {
      return request.body();
    }
    Type within = within(type);
    if (within == null) {
      return codec.read(request.body(), type);
    }
    if (request.body().length == 0) {
      return Optional.empty();
    }
    return within == String.class || within == byte[].class
        ? Optional.of(body(request, within, codec))
        : codec.read(request.body(), type);
  }

  /** What an optional holds; {@code null} for what is none. */
  private static Type within(Type type) {
    boolean optional =
        type instanceof ParameterizedType
            && ((ParameterizedType) type).getRawType() == Optional.class;
    return optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : null;
  }
}
