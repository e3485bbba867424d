package dev.portolan.sandbox.gcp.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTargetStatus;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.wire.Kind;
import java.util.Optional;

/** A function as it is told: what was asked for, and what its service has become. */
final class FunctionView {
  static final Kind<Function> KIND = new Kind<>("functions", Function.getDefaultInstance());

  Function of(ObjectNode tree, Function held) {
    FunctionName name = FunctionName.of(held.getName());
    Optional<Service> found = RunState.SERVICES.find(tree, name.service());
    if (found.isEmpty()) {
      return held;
    }
    Service service = found.get();
    String latest = last(service.getLatestReadyRevision());
    ServiceConfig.Builder config =
        held.getServiceConfig().toBuilder()
            .setService(service.getName())
            .setUri(service.getUri())
            .setRevision(latest)
            .setAllTrafficOnLatestRevision(
                service.getTrafficStatusesList().stream()
                        .filter(status -> status.getRevision().equals(latest))
                        .mapToInt(TrafficTargetStatus::getPercent)
                        .sum()
                    == 100);
    return held.toBuilder().setServiceConfig(config).setUrl(service.getUri()).build();
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
