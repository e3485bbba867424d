package dev.portolan.sandbox.gcp.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.v2.StorageSource;
import java.util.Optional;

/** The objects of the buckets that sources are uploaded to. */
final class Objects {
  private static final String PART = "objects";

  private Objects() {}

  /** An object: the digest of its bytes, and which writing of it this is. */
  record Held(String blob, long generation) {}

  static void put(ObjectNode tree, String path, String blob, long generation) {
    tree.withObjectProperty(PART).putObject(path).put("blob", blob).put("generation", generation);
  }

  static Optional<Held> find(ObjectNode tree, String path) {
    JsonNode found = tree.path(PART).path(path);
    return found.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Held(found.path("blob").asText(), found.path("generation").asLong()));
  }

  static Optional<Held> find(ObjectNode tree, StorageSource source) {
    return find(tree, source.getBucket() + "/" + source.getObject())
        .filter(held -> source.getGeneration() == 0 || source.getGeneration() == held.generation());
  }
}
