package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The queues that a function itself sends to, and the setting that remembers them. */
public final class SentTo {
  /** The resource ids of all, by which a later run knows what rights were given. */
  private static final String IDS = "PORTOLAN_SENDS_TO";

  private SentTo() {}

  /** The uses by which it does. */
  public static Stream<Use> uses(FunctionSpec function) {
    return function.uses().stream().filter(use -> use.kind() == Use.Kind.SEND);
  }

  /** Puts the resource ids of all into a function's settings. */
  public static void put(Collection<String> ids, Map<String, String> settings) {
    if (!ids.isEmpty()) {
      settings.put(IDS, String.join(" ", new TreeSet<>(ids)));
    }
  }

  /** The resource ids of the queues that settings let a function send to. */
  public static Stream<String> ids(Map<String, String> settings) {
    return Stream.of(settings.getOrDefault(IDS, "").split(" ")).filter(id -> !id.isEmpty());
  }
}
