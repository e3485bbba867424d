package dev.portolan.images.packing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * How the container is started.
 *
 * @param entryPoint name of the class with {@code main}
 */
public record RunSpec(List<String> flags, List<String> classPath, String entryPoint) {
  /**
   * Neither root nor an account that the base image knows.
   *
   * @see <a
   *     href="https://github.com/GoogleContainerTools/distroless/blob/main/common/variables.bzl">the
   *     number that images without root agree on</a>
   */
  static final String USER = "65532:65532";

  /** The command line, from the program's name on. */
  List<String> command() {
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(arguments());
    return command;
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>(flags);
    arguments.add("-cp");
    arguments.add(String.join(":", classPath));
    arguments.add(entryPoint);
    return arguments;
  }

  /** The same, with one more flag before the others. */
  public static ObjectNode withFlag(ObjectNode configuration, String flag) {
    ObjectNode changed = configuration.deepCopy();
    List<String> command = new ArrayList<>();
    changed.path("config").path("Entrypoint").forEach(word -> command.add(word.asText()));
    command.add(1, flag);
    ((ObjectNode) changed.path("config")).set("Entrypoint", Json.array(command));
    return changed;
  }

  /** Sets what we decide, and keeps what else the base image says: its path, its labels. */
  public ObjectNode over(ObjectNode base) {
    ObjectNode run = Json.object();
    run.put("User", USER);
    run.put("WorkingDir", ImageFiles.DIRECTORY);
    run.set("Entrypoint", Json.array(command()));
    run.putObject("ExposedPorts").putObject("8080/tcp");
    return over(base, run);
  }

  /** The same, with what was decided when the project was packed. */
  public static ObjectNode over(ObjectNode base, JsonNode run) {
    ObjectNode configuration = base.deepCopy();
    ObjectNode config =
        configuration.path("config") instanceof ObjectNode known
            ? known
            : configuration.putObject("config");
    config.remove(List.of("Cmd", "Healthcheck", "OnBuild", "ArgsEscaped", "Volumes"));
    run.properties().forEach(each -> config.set(each.getKey(), each.getValue()));
    configuration.put("created", Image.EPOCH);
    configuration.remove(
        List.of("container", "container_config", "docker_version", "id", "parent"));
    return configuration;
  }
}
