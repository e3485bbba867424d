package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.Step;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A verb on a kind.
 *
 * @param part a subresource; empty for the object itself
 */
record Access(String verb, String group, String plural, String part) {
  static final List<Access> CAUSES =
      List.of(new Access("list", "", "pods", ""), new Access("get", "", "pods", "log"));

  /**
   * What steps need. A new object that is applied is created and patched at once.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#rbac-and-permissions">
   *     permissions of server-side apply</a>
   */
  static Set<Access> of(Collection<Step> steps) {
    Set<Access> all = new LinkedHashSet<>();
    for (Step step : steps) {
      switch (step.resource().split(" ", 2)[0]) {
        case "service" -> whole(Capabilities.SERVING, "services", step.change(), all);
        case "traffic" -> all.add(serving("patch", "services"));
        case "revision" -> {
          if (step.change() == Step.Change.DELETE) {
            all.add(serving("delete", "revisions"));
          }
        }
        case "trigger" -> whole(Capabilities.EVENTING, "triggers", step.change(), all);
        case "broker" -> whole(Capabilities.EVENTING, "brokers", step.change(), all);
        case "pingsource" -> whole(Capabilities.SOURCES, "pingsources", step.change(), all);
        case "kafkasource" -> whole(Capabilities.SOURCES, "kafkasources", step.change(), all);
        default -> {
          // the registry is asked by itself
        }
      }
    }
    return all;
  }

  /** Whether a new revision is made: only then is there something to find the cause of. */
  static boolean stages(Collection<Step> steps) {
    return steps.stream()
        .filter(step -> step.resource().startsWith("service "))
        .anyMatch(step -> step.change() != Step.Change.DELETE);
  }

  private static void whole(String group, String plural, Step.Change change, Set<Access> into) {
    if (change == Step.Change.DELETE) {
      into.add(new Access("delete", group, plural, ""));
      return;
    }
    if (change == Step.Change.CREATE) {
      into.add(new Access("create", group, plural, ""));
    }
    into.add(new Access("patch", group, plural, ""));
  }

  private static Access serving(String verb, String plural) {
    return new Access(verb, Capabilities.SERVING, plural, "");
  }

  @Override
  public String toString() {
    return verb
        + " "
        + plural
        + (part.isEmpty() ? "" : "/" + part)
        + (group.isEmpty() ? "" : "." + group);
  }
}
