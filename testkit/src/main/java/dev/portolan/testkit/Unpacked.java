package dev.portolan.testkit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs what is in an artifact with nothing of this test's own class path in reach. */
final class Unpacked {
  private Unpacked() {}

  /** What a function of the artifact answers. */
  static Object call(Map<String, byte[]> jars, List<Path> platform, String type, Object input)
      throws Exception {
    return in(
        jars,
        platform,
        loader -> {
          Object function = loader.loadClass(type).getConstructor().newInstance();
          Class<?> handler = loader.loadClass("dev.portolan.PortableFunction");
          Class<?> context = loader.loadClass("dev.portolan.Context");
          Method handle = handler.getMethod("handle", Object.class, context);
          return handle.invoke(function, input, null);
        });
  }

  /** The name of a class that loads from the artifact, with all it refers to in its signatures. */
  static String load(Map<String, byte[]> jars, List<Path> platform, String type) throws Exception {
    return (String)
        in(
            jars,
            platform,
            loader -> {
              Class<?> loaded = Class.forName(type, false, loader);
              return loaded.getMethods().length > 0 ? loaded.getName() : "nothing";
            });
  }

  private interface Work {
    Object with(ClassLoader loader) throws Exception;
  }

  private static Object in(Map<String, byte[]> jars, List<Path> platform, Work work)
      throws Exception {
    Path directory = Files.createTempDirectory("portolan-unpacked");
    try (URLClassLoader loader = loader(jars, platform, directory)) {
      return work.with(loader);
    } finally {
      Trees.delete(directory);
    }
  }

  private static URLClassLoader loader(
      Map<String, byte[]> jars, List<Path> platform, Path directory) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : platform) {
      urls.add(url(jar));
    }
    int number = 0;
    for (byte[] jar : jars.values()) {
      urls.add(url(Files.write(directory.resolve(number++ + ".jar"), jar)));
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
