package dev.portolan.sandbox.azure.worker;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one class loader of all functions: their jar and libraries in no certain order, then Azure's
 * library, and before all of them what the worker itself is made of ({@code
 * EnhancedClassLoaderProvider}). What is added after the first class was loaded comes too late.
 */
final class AppClasses {
  private final File library;
  private final Set<URL> customer = ConcurrentHashMap.newKeySet();
  private ClassLoader loader;

  AppClasses(File library) {
    this.library = library;
  }

  /** Already there: whatever a function brings along is of no account. */
  static AppClasses within(ClassLoader loader) {
    AppClasses classes = new AppClasses(null);
    classes.loader = loader;
    return classes;
  }

  /**
   * Adds the jar of a function, and the jars in the first folder beside it whose name ends in
   * {@code lib}, be it a function's own ({@code FunctionMethodDescriptor.getLibDirectory}).
   */
  synchronized void add(File jar) throws IOException {
    if (loader != null) {
      return;
    }
    customer.add(jar.toURI().toURL());
    File[] folders =
        jar.getAbsoluteFile()
            .getParentFile()
            .listFiles(file -> file.isDirectory() && file.getName().endsWith("lib"));
    if (folders == null || folders.length == 0) {
      return;
    }
    for (File file : folders[0].listFiles(file -> file.getName().endsWith(".jar"))) {
      customer.add(file.toURI().toURL());
    }
  }

  synchronized ClassLoader loader() throws IOException {
    if (loader == null) {
      URL[] urls = new URL[customer.size() + 1];
      customer.toArray(urls);
      urls[urls.length - 1] = library.toURI().toURL();
      loader = new URLClassLoader(urls);
    }
    return loader;
  }
}
