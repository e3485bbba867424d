package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables by which an instance finds the embedded cloud in place of Google's: those that
 * Google's own libraries know.
 */
record Surroundings(MetadataServers metadata, String endpoint) {
  /** The plan with them, but for those that the function has set itself. */
  RevisionPlan around(RevisionPlan plan) throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("GCE_METADATA_HOST", metadata.host(plan.account()));
    all.put("PUBSUB_EMULATOR_HOST", URI.create(endpoint).getAuthority());
    all.put("STORAGE_EMULATOR_HOST", endpoint);
    all.putAll(plan.environment());
    return plan.withEnvironment(all);
  }
}
