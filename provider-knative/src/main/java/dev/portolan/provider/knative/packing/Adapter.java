package dev.portolan.provider.knative.packing;

import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ClassPath;
import java.util.List;

/** The adapter that answers HTTP in the container, by its class's name. */
public final class Adapter {
  static final String ENTRY_POINT = "dev.portolan.adapter.http.HttpEntryPoint";
  private static final String GROUP = "dev.portolan";

  private Adapter() {}

  /** What a project must have beside its own libraries. */
  public static List<Library> libraries() {
    ClassLoader loader = Adapter.class.getClassLoader();
    return List.of(
        ClassPath.find(GROUP, "portolan-http", ENTRY_POINT, loader),
        ClassPath.find(GROUP, "portolan-api", "dev.portolan.PortableFunction", loader));
  }
}
