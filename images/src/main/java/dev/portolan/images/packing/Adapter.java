package dev.portolan.images.packing;

import dev.portolan.deploy.model.Library;
import java.util.List;

/**
 * What answers HTTP in the container. It tells the port it listens on as Portolan's own server
 * does, and answers {@link Probes} for itself.
 *
 * @param entryPoint name of the class that the JVM is started with
 * @param libraries what a project must have beside its own, the adapter first
 */
public record Adapter(String entryPoint, List<Library> libraries) {
  public Adapter {
    libraries = List.copyOf(libraries);
  }
}
