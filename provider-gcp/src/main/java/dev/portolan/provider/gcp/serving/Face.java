package dev.portolan.provider.gcp.serving;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Ingress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the world sees of a revision that serves. It travels in the revision's environment, so that
 * a rollback brings back what its code asked for. What brings a function its events is beside it.
 *
 * @param open whether anyone may call it
 * @param http whether it has callers over HTTP
 * @param path one that it answers; empty if there is none to name
 * @param ingress where it can be reached from
 */
public record Face(boolean open, boolean http, String path, Ingress ingress) {
  static final String VARIABLE = "PORTOLAN_FACE";

  private static final String PATH = ";path=";

  static Face of(FunctionSpec spec, Ingress ingress) {
    boolean open = false;
    boolean http = false;
    String path = "";
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.Http each) {
        http = true;
        open |= each.access() == Trigger.Access.PUBLIC;
        path = path.isEmpty() && !each.path().contains("{") ? each.path() : path;
      }
    }
    return new Face(open, http, path, ingress);
  }

  /** Reads what {@link #text()} has written; what was never written is closed. */
  static Face of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    int mark = text.indexOf(PATH);
    List<String> words = List.of((mark < 0 ? text : text.substring(0, mark)).split(";"));
    return new Face(
        words.contains("open"),
        words.contains("http"),
        mark < 0 ? "" : text.substring(mark + PATH.length()),
        Stream.of(Ingress.values())
            .filter(each -> words.contains(each.key()))
            .findFirst()
            .orElse(Ingress.ALL));
  }

  String text() {
    return (open ? "open;" : "")
        + (http ? "http;" : "")
        + ingress.key()
        + (path.isEmpty() ? "" : PATH + path);
  }
}
