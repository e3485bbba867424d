package dev.portolan.provider.gcp.run;

import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.images.packing.Adapter;
import java.util.List;

/** Finds what answers in the container, Google's events included, by its classes' names. */
public final class CloudRunAdapter {
  private static final String ENTRY_POINT =
      "dev.portolan.adapter.googlecloudfunctions.CloudRunEntryPoint";
  private static final String SERVER = "dev.portolan.adapter.http.HttpEntryPoint";
  private static final String GROUP = "dev.portolan";

  private CloudRunAdapter() {}

  public static Adapter find() {
    ClassLoader loader = CloudRunAdapter.class.getClassLoader();
    return new Adapter(
        ENTRY_POINT,
        List.of(
            ClassPath.find(GROUP, "portolan-google-cloud-functions", ENTRY_POINT, loader),
            ClassPath.find(GROUP, "portolan-http", SERVER, loader),
            ClassPath.find(GROUP, "portolan-api", "dev.portolan.PortableFunction", loader)));
  }
}
