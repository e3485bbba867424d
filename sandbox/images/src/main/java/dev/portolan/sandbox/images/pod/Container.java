package dev.portolan.sandbox.images.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a container beside its image.
 *
 * @param command in place of the image's entry point; empty for the image's own
 * @param arguments in place of the image's; empty for the image's own, or none under another
 *     command
 * @param workingDirectory in place of the image's; empty for the image's own
 * @param memory at most, as in {@code 512Mi}; empty for no limit
 * @param processors at most, as in {@code 1} or {@code 500m}; empty for no limit
 * @param ready what tells that it is; empty for a port that takes connections
 */
public record Container(
    List<String> command,
    List<String> arguments,
    String workingDirectory,
    String memory,
    String processors,
    Optional<Question> ready) {
  /**
   * A GET that a ready container answers with 200 to 399.
   *
   * @param headers by which the container can tell who asks
   */
  public record Question(String path, Map<String, String> headers) {
    public Question {
      headers = Map.copyOf(headers);
    }
  }

  public Container {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
  }

  /** The image as it is, within limits. */
  public static Container of(String memory, String processors) {
    return new Container(List.of(), List.of(), "", memory, processors, Optional.empty());
  }

  public Container withReady(Question question) {
    return new Container(
        command, arguments, workingDirectory, memory, processors, Optional.of(question));
  }
}
