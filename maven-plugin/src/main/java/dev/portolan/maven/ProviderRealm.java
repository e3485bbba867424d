package dev.portolan.maven;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The classes of one provider, apart from those of all others and of Maven: the platform's, its own
 * jars', and the deploy packages that it shares with the plugin.
 */
final class ProviderRealm extends URLClassLoader {
  private static final String SHARED = "dev.portolan.deploy.";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader plugin;

  private ProviderRealm(String name, URL[] jars, ClassLoader plugin) {
    super("portolan:" + name, jars, ClassLoader.getPlatformClassLoader());
    this.plugin = plugin;
  }

  static ProviderRealm of(String name, List<Path> classPath, ClassLoader plugin) {
    return new ProviderRealm(
        name, classPath.stream().map(ProviderRealm::url).toArray(URL[]::new), plugin);
  }

  /** Runs with this realm as the thread's context class loader, where vendors' code looks. */
  <T> T call(Callable<T> work) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      return work.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return name.startsWith(SHARED) ? plugin.loadClass(name) : super.findClass(name);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no URL for " + jar, e);
    }
  }
}
