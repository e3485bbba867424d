package dev.portolan.runtime;

import dev.portolan.Bucket;
import dev.portolan.QueueSender;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a function may send to, read from and store in: what its class declared, no more. */
final class Uses {
  private final List<?> declared;
  private final Map<String, String> environment;

  /**
   * @param declared as the descriptor has it; {@code null} for nothing
   */
  Uses(List<?> declared, Map<String, String> environment) {
    this.declared = declared == null ? List.of() : declared;
    this.environment = environment;
  }

  QueueSender queue(String name, Invocation context) {
    if (!declare("send", "queue", name)) {
      throw undeclared("queue", name, "@SendsTo(\"" + name + "\")");
    }
    return new OwnQueue(name, place("queue", name), context);
  }

  Bucket bucket(String name, Invocation context) {
    boolean read = declare("read", "bucket", name);
    boolean write = declare("write", "bucket", name);
    if (!read && !write) {
      String either = "@ReadsFrom(\"" + name + "\") or @WritesTo(\"" + name + "\")";
      throw undeclared("bucket", name, either);
    }
    return new OwnBucket(name, place("bucket", name), read, write, context);
  }

  private boolean declare(String type, String thing, String name) {
    for (Object each : declared) {
      Map<?, ?> use = (Map<?, ?>) each;
      if (type.equals(use.get("type")) && name.equals(use.get(thing))) {
        return true;
      }
    }
    return false;
  }

  static IllegalArgumentException undeclared(String thing, String name, String annotation) {
    return new IllegalArgumentException(
        "the function does not declare what it does with the "
            + thing
            + " "
            + OneLine.of(name)
            + ": annotate its class with "
            + OneLine.of(annotation));
  }

  /** Whether a text is the same everywhere: no control characters, no half of a surrogate pair. */
  static boolean isPrinted(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private String place(String thing, String name) {
    String variable =
        "PORTOLAN_USE_"
            + thing.toUpperCase(Locale.ROOT)
            + '_'
            + name.replace('-', '_').toUpperCase(Locale.ROOT);
    String place = environment.get(variable);
    if (place == null || place.isEmpty()) {
      throw new IllegalStateException(
          variable + " is not set, so nobody knows where the " + thing + " is: deploy again");
    }
    return place;
  }
}
