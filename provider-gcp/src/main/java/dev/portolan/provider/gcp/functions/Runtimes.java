package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.ListRuntimesResponse.Runtime;
import com.google.cloud.functions.v2.ListRuntimesResponse.RuntimeStage;
import dev.portolan.deploy.model.DeployException;
import java.util.List;
import java.util.Optional;

/** The runtimes that Google offers in a place. */
record Runtimes(List<Runtime> offered) {
  /**
   * What people should know of a runtime; empty for nothing, or where nothing is known.
   *
   * @throws DeployException if it is not offered
   */
  Optional<String> check(String name) {
    if (offered.isEmpty()) {
      return Optional.empty();
    }
    List<Runtime> java =
        offered.stream()
            .filter(each -> each.getEnvironment() != Environment.GEN_1)
            .filter(each -> each.getStage() != RuntimeStage.DECOMMISSIONED)
            .filter(each -> each.getName().startsWith("java"))
            .toList();
    Optional<Runtime> found = java.stream().filter(each -> each.getName().equals(name)).findFirst();
    if (found.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          "Google offers no runtime " + name + " here",
          "set portolan.gcp.runtime to one of "
              + java.stream().map(Runtime::getName).sorted().distinct().toList());
    }
    return Optional.of(found.get())
        .filter(each -> each.getStage() == RuntimeStage.DEPRECATED)
        .map(each -> "Google has deprecated the runtime " + name + ": set portolan.gcp.runtime");
  }
}
