package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** What stands between a request and the store for some kinds, as admission webhooks do. */
public interface Admission {
  /** Lets everything pass as it is. */
  Admission NONE =
      new Admission() {
        @Override
        public void mutate(Review review) {}

        @Override
        public void validate(Review review) {}
      };

  /**
   * A write that is asked for.
   *
   * @param next the object as it would be kept; a mutation changes it
   * @param old the object as it is; empty for a new one
   * @param warnings takes what the client is told without being refused
   */
  record Review(
      ResourceType type,
      ObjectNode next,
      Optional<ObjectNode> old,
      String user,
      Consumer<String> warnings) {
    public boolean create() {
      return old.isEmpty();
    }
  }

  /** Fills in what is not said. */
  void mutate(Review review);

  /**
   * Refuses what must not be.
   *
   * @throws KubeRefusal with the webhook's words
   */
  void validate(Review review);
}
