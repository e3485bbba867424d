package dev.portolan.adapter.googlecloudfunctions;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Google's own server in this process, around an entry point that is there already.
 *
 * <p>Its jar has a class loader of its own, which shares nothing with the tests but the interfaces,
 * as in the cloud.
 */
final class InvokerServer implements AutoCloseable {
  /** Where it is, if whoever starts the tests says so. */
  private static final String JAR = System.getProperty("invoker.jar", "");

  /** Where those who test their functions have it: see the module that gives them this server. */
  private static final String RESOURCE = "/META-INF/portolan/java-function-invoker.jar";

  /** What its classes log to; kept, since its level is forgotten with it. */
  private static final Logger LOGGER = Logger.getLogger("com.google.cloud.functions.invoker");

  private static final Class<?> INVOKER = load();

  /** What the function that the server makes shall hand calls to; it is made on this thread. */
  private static final ThreadLocal<Object> NEXT = new ThreadLocal<>();

  private final Object invoker;
  private final int port;

  private InvokerServer(Object invoker, int port) {
    this.invoker = invoker;
    this.port = port;
  }

  static InvokerServer start(HttpFunction entryPoint) {
    return start(entryPoint, "http", Requests.class);
  }

  static InvokerServer start(CloudEventsFunction entryPoint) {
    return start(entryPoint, "cloudevent", Events.class);
  }

  /** Whether it is the invoker of Jetty 12. */
  static boolean isSecond() {
    return JAR.endsWith("2.jar");
  }

  private static InvokerServer start(Object entryPoint, String signature, Class<?> target) {
    NEXT.set(entryPoint);
    try {
      ClassLoader loader = target.getClassLoader();
      Object invoker =
          INVOKER
              .getConstructor(Integer.class, String.class, String.class, ClassLoader.class)
              .newInstance(0, target.getName(), signature, loader);
      INVOKER.getMethod("startTestServer").invoke(invoker);
      Field server = INVOKER.getDeclaredField("server");
      server.setAccessible(true);
      Object jetty = server.get(invoker);
      Object connector = Array.get(jetty.getClass().getMethod("getConnectors").invoke(jetty), 0);
      Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
      return new InvokerServer(invoker, (Integer) port);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException("Google's server does not start", failed);
    } finally {
      NEXT.remove();
    }
  }

  private static Class<?> load() {
    try {
      Path jar = JAR.isEmpty() ? unpacked() : Path.of(JAR);
      URL[] urls = {jar.toUri().toURL()};
      URLClassLoader loader = new URLClassLoader(urls, new InterfacesOnly());
      return loader.loadClass("com.google.cloud.functions.invoker.runner.Invoker");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException("no " + JAR + ": run the phase process-test-classes", absent);
    }
  }

  /** A class loader reads files alone. */
  private static Path unpacked() throws IOException {
    try (InputStream stream = InvokerServer.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IOException("no " + RESOURCE + " on the class path, and no invoker.jar is set");
      }
      Path jar = Files.createTempFile("java-function-invoker", ".jar");
      jar.toFile().deleteOnExit();
      quieten();
      Files.copy(stream, jar, StandardCopyOption.REPLACE_EXISTING);
      return jar;
    }
  }

  /** It tells of each start, on the standard error: that belongs to whoever's tests these are. */
  private static void quieten() {
    System.getProperties().putIfAbsent("org.eclipse.jetty.util.log.announce", "false");
    System.getProperties().putIfAbsent("org.eclipse.jetty.LEVEL", "WARN");
    LOGGER.setLevel(Level.WARNING);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      INVOKER.getMethod("stopServer").invoke(invoker);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The platform's classes, and the interfaces that functions implement. */
  private static final class InterfacesOnly extends ClassLoader {
    InterfacesOnly() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      for (String prefix : new String[] {"com.google.cloud.functions.", "io.cloudevents."}) {
        if (name.startsWith(prefix) && Character.isUpperCase(name.charAt(prefix.length()))) {
          return InvokerServer.class.getClassLoader().loadClass(name);
        }
      }
      throw new ClassNotFoundException(name);
    }
  }

  /** What the server creates for requests. */
  public static final class Requests implements HttpFunction {
    private final HttpFunction entryPoint = (HttpFunction) NEXT.get();

    @Override
    public void service(HttpRequest request, HttpResponse response) throws Exception {
      entryPoint.service(request, response);
    }
  }

  /** What the server creates for events. */
  public static final class Events implements CloudEventsFunction {
    private final CloudEventsFunction entryPoint = (CloudEventsFunction) NEXT.get();

    @Override
    public void accept(CloudEvent event) throws Exception {
      entryPoint.accept(event);
    }
  }

  /** Sends a request and reads the answer; nothing is hidden but the connection's own headers. */
  dev.portolan.HttpResponse send(dev.portolan.HttpRequest request) {
    try {
      return Exchanges.send(port, request);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
