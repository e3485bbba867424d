package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The annotations of the function side, read by name: this side does not know their classes. Their
 * defaults are repeated here since a class file holds only what was written.
 */
final class Annotations {
  static final String FUNCTION = "Ldev/portolan/Function;";
  static final String HTTP = "Ldev/portolan/Http;";

  private static final List<String> DEFAULT_METHODS = List.of("GET", "POST");

  private Annotations() {}

  static boolean on(ClassFile file) {
    return file.annotations().containsKey(FUNCTION) || file.annotations().containsKey(HTTP);
  }

  /** The name the class gives itself, or its own in lower case with dashes. */
  static String name(ClassFile file) {
    Object given = file.annotations().getOrDefault(FUNCTION, Map.of()).get("value");
    return given instanceof String text && !text.isEmpty() ? text : kebab(file.simpleName());
  }

  static Optional<Trigger.Http> http(ClassFile file) {
    return Optional.ofNullable(file.annotations().get(HTTP)).map(Annotations::http);
  }

  private static Trigger.Http http(Map<String, Object> values) {
    List<String> methods =
        values.get("methods") instanceof List<?> given
            ? given.stream().map(String::valueOf).toList()
            : DEFAULT_METHODS;
    Object access = values.getOrDefault("access", "AUTHENTICATED");
    return new Trigger.Http(
        String.valueOf(values.getOrDefault("path", "")),
        methods,
        Trigger.Access.valueOf(String.valueOf(access)),
        Boolean.TRUE.equals(values.get("streaming")));
  }

  /** {@code PlaceOrder} is {@code place-order}, {@code HTTPPing2} is {@code http-ping2}. */
  static String kebab(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(java.util.Locale.ROOT);
  }
}
