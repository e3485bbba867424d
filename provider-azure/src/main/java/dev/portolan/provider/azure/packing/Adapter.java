package dev.portolan.provider.azure.packing;

import dev.portolan.PortableFunction;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ClassPath;
import java.util.List;
import java.util.Set;

/** What travels beside a function to Azure, and what its worker brings. */
public final class Adapter {
  /** The class whose method {@code run} Azure's worker calls with requests. */
  public static final String ENTRY_POINT = "dev.portolan.adapter.azurefunctions.HttpEntryPoint";

  static final String TIMER = "dev.portolan.adapter.azurefunctions.TimerEntryPoint";
  static final String QUEUE = "dev.portolan.adapter.azurefunctions.ServiceBusEntryPoint";
  static final String TOPIC = "dev.portolan.adapter.azurefunctions.ServiceBusTopicEntryPoint";
  static final String OBJECTS = "dev.portolan.adapter.azurefunctions.EventGridEntryPoint";
  static final String RECORDS = "dev.portolan.adapter.azurefunctions.CosmosDbEntryPoint";
  static final String KAFKA = "dev.portolan.adapter.azurefunctions.KafkaEntryPoint";
  static final String PROBE = "dev.portolan.adapter.azurefunctions.ProbeEntryPoint";

  private static final String GROUP = "dev.portolan";

  /**
   * The worker puts them behind the function's jars, and has some of their classes loaded already:
   * a copy of another version would be mixed with its own.
   *
   * @see <a href="https://github.com/Azure/azure-functions-java-worker/blob/dev/pom.xml">the
   *     worker's libraries</a>
   */
  private static final Set<String> WORKERS =
      Set.of(
          "azure-functions-java-library",
          "azure-functions-java-core-library",
          "azure-functions-java-spi");

  private Adapter() {}

  static List<Library> libraries() {
    ClassLoader loader = Adapter.class.getClassLoader();
    return List.of(
        ClassPath.find(GROUP, "portolan-api", PortableFunction.class.getName(), loader),
        ClassPath.find(GROUP, "portolan-azure-functions", ENTRY_POINT, loader));
  }

  /** What the worker brings, and would clash with a copy of. */
  static boolean provided(Library library) {
    return library.groupId().equals("com.microsoft.azure.functions")
        && WORKERS.contains(library.artifactId());
  }
}
