package dev.portolan.provider.knative;

import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.images.packing.Adapter;
import java.util.List;

/** Finds the adapter that answers HTTP in the container, by its class's name. */
final class HttpAdapter {
  private static final String ENTRY_POINT = "dev.portolan.adapter.http.HttpEntryPoint";
  private static final String GROUP = "dev.portolan";

  private HttpAdapter() {}

  static Adapter find() {
    ClassLoader loader = HttpAdapter.class.getClassLoader();
    return new Adapter(
        ENTRY_POINT,
        List.of(
            ClassPath.find(GROUP, "portolan-http", ENTRY_POINT, loader),
            ClassPath.find(GROUP, "portolan-api", "dev.portolan.PortableFunction", loader)));
  }
}
