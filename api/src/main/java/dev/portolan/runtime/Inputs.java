package dev.portolan.runtime;

import dev.portolan.HttpRequest;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonReader;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a function's input of what came. */
final class Inputs {
  private Inputs() {}

  static Object from(HttpRequest request, Type type, Codec codec, Call call) {
    if (type == String.class) {
      return request.text();
    }
    if (type == byte[].class) {
      return request.body();
    }
    if (type == Void.class) {
      return null;
    }
    byte[] body = request.body();
    if (isEvents(type)) {
      return Events.read(JsonReader.read(body), type, codec, call);
    }
    String method = request.method();
    boolean bodyless = method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
    return body.length == 0 && bodyless
        ? codec.fromTexts(texts(request), type)
        : codec.read(body, type);
  }

  /** The query's parameters and, with the last word, those of the path. */
  private static Map<String, Object> texts(HttpRequest request) {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (int i = 0; i < request.query().size(); i++) {
      String name = request.query().name(i);
      if (!texts.containsKey(name)) {
        List<String> all = request.query().all(name);
        texts.put(name, all.size() == 1 ? all.get(0) : all);
      }
    }
    texts.putAll(request.pathParameters());
    return texts;
  }

  static Object from(byte[] payload, Object tree, Type type, Codec codec, Call call) {
    if (type == HttpRequest.class) {
      throw Failures.badInput("Expected an HTTP request");
    }
    if (type == byte[].class) {
      return payload;
    }
    if (type == Void.class) {
      return null;
    }
    if (isEvents(type)) {
      return Events.read(tree, type, codec, call);
    }
    return codec.bind(tree, type);
  }

  /** Whether a function that takes this takes events. */
  static boolean isEvents(Type type) {
    if (!(type instanceof Class)) {
      return Events.areTaken(type);
    }
    String name = ((Class<?>) type).getName();
    return name.equals("dev.portolan.Event") || name.equals("dev.portolan.Batch");
  }
}
