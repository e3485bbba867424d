package dev.portolan.provider.gcp.packing;

import dev.portolan.PortableFunction;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ClassPath;
import java.util.List;

/** What travels beside a function to Cloud Functions. */
public final class Adapter {
  /** The class that Google's server calls. */
  public static final String ENTRY_POINT =
      "dev.portolan.adapter.googlecloudfunctions.HttpEntryPoint";

  private static final String GROUP = "dev.portolan";

  private Adapter() {}

  static List<Library> libraries() {
    ClassLoader loader = Adapter.class.getClassLoader();
    return List.of(
        ClassPath.find(GROUP, "portolan-api", PortableFunction.class.getName(), loader),
        ClassPath.find(GROUP, "portolan-google-cloud-functions", ENTRY_POINT, loader));
  }

  /** What Google's server brings, and hides any other copy of. */
  static boolean provided(Library library) {
    return library.groupId().equals("com.google.cloud.functions")
        && library.artifactId().equals("functions-framework-api");
  }
}
