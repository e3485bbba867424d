package dev.portolan.sandbox.knative.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether a revision of the wanted name is the one that a configuration means. */
final class RevisionNames {
  static final String GENERATION = "serving.knative.dev/configurationGeneration";

  private RevisionNames() {}

  /**
   * True when the configuration made it, for its generation or for an equal template. Source:
   * knative/serving {@code pkg/reconciler/configuration/configuration.go}.
   */
  static boolean belongs(ObjectNode revision, ObjectNode configuration) {
    if (!Objects.controlledBy(revision, configuration)) {
      return false;
    }
    return Objects.label(revision, GENERATION).equals(generation(configuration))
        || revision.path("spec").equals(configuration.path("spec").path("template").path("spec"));
  }

  static String generation(ObjectNode configuration) {
    return configuration.path("metadata").path("generation").asText();
  }
}
