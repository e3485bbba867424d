package dev.portolan.runtime;

import dev.portolan.codec.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the build wrote down about one function. */
final class Descriptor {
  static final String RESOURCE = "META-INF/portolan/functions.json";
  static final String VARIABLE = "PORTOLAN_FUNCTION";

  final String name;
  final String className;
  final String input;

  /** The class of the codec; {@code null} for the one of the house. */
  final String codec;

  final List<?> triggers;

  /** Where each component of its input is taken from; {@code null} unless they say so. */
  final List<?> parts;

  /** What it sends to, reads and stores in, by portable names; {@code null} for nothing. */
  final List<?> uses;

  /**
   * What the class is created with, where it is a framework's adapter: what the framework starts
   * from, and which of its beans; {@code null} for a function of its own.
   */
  final String[] bean;

  private Descriptor(Map<?, ?> function, String names) {
    name = text(function, "name");
    className = text(function, "class");
    input = text(function, "input");
    Map<?, ?> made = (Map<?, ?>) function.get("bean");
    bean = made == null ? null : new String[] {text(made, "application"), text(made, "definition")};
    triggers = TriggerNames.here((List<?>) function.get("triggers"), names);
    parts = (List<?>) function.get("parts");
    uses = (List<?>) function.get("uses");
    codec = (String) function.get("codec");
  }

  private static String text(Map<?, ?> function, String key) {
    Object text = function.get(key);
    if (text instanceof String) {
      return (String) text;
    }
    throw StartException.of(
        RESOURCE + " has a function without \"" + key + "\": build it again", null);
  }

  /** The function that the environment names; never anything that a request says. */
  static Descriptor find(Map<String, String> environment, ClassLoader loader) {
    Map<?, ?> document = (Map<?, ?>) JsonReader.read(bytes(loader));
    String wanted = environment.get(VARIABLE);
    List<String> names = new ArrayList<>();
    for (Object function : (List<?>) document.get("functions")) {
      Descriptor descriptor =
          new Descriptor((Map<?, ?>) function, environment.get(TriggerNames.VARIABLE));
      if (descriptor.name.equals(wanted)) {
        return descriptor;
      }
      names.add(descriptor.name);
    }
    throw StartException.of(
        wanted == null
            ? VARIABLE + " is not set: set it to one of " + names
            : "There is no function \"" + wanted + "\": set " + VARIABLE + " to one of " + names,
        null);
  }

  private static byte[] bytes(ClassLoader loader) {
    try (InputStream stream = loader.getResourceAsStream(RESOURCE)) {
      if (stream != null) {
        return stream.readAllBytes();
      }
    } catch (IOException unreadable) {
      throw StartException.of(RESOURCE + " cannot be read", unreadable);
    }
    throw StartException.of(
        RESOURCE + " is not on the class path: package the project with the Portolan plugin", null);
  }
}
