package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.FunctionSpec;
import java.nio.file.Path;
import java.util.List;

/** The generated jar that travels beside the application's own and holds the descriptor. */
public final class PortolanJar {
  /** What it is called. */
  public static final String NAME = "portolan.jar";

  private PortolanJar() {}

  /** The jar's bytes. */
  public static byte[] bytes(List<FunctionSpec> functions) {
    return bytes(functions, List.of());
  }

  /**
   * The jar's bytes.
   *
   * @param classPath names for the manifest's {@code Class-Path}; empty for none
   */
  public static byte[] bytes(List<FunctionSpec> functions, List<String> classPath) {
    return new byte[0];
  }

  /** Writes the jar into a directory. */
  public static Path write(List<FunctionSpec> functions, Path directory) {
    return directory.resolve(NAME);
  }
}
