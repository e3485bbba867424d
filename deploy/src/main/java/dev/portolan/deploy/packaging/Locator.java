package dev.portolan.deploy.packaging;

import dev.portolan.deploy.model.Library;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Finds where a class comes from by its resource, so that the class and its kin stay unloaded. */
final class Locator {
  private static final String UNKNOWN_VERSION = "0";

  private Locator() {}

  static Library find(String groupId, String artifactId, String className, ClassLoader loader) {
    String resource = className.replace('.', '/') + ".class";
    URL url = loader.getResource(resource);
    if (url == null) {
      throw new IllegalStateException(
          className + " is not on the class path: add " + groupId + ":" + artifactId);
    }
    try {
      Path file = container(url, resource);
      return Library.of(groupId, artifactId, version(file, groupId, artifactId), file);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot read " + url, e);
    }
  }

  private static Path container(URL url, String resource) throws IOException, URISyntaxException {
    if (url.openConnection() instanceof JarURLConnection jar) {
      return Path.of(jar.getJarFileURL().toURI());
    }
    String text = url.toURI().toString();
    return Path.of(URI.create(text.substring(0, text.length() - resource.length())));
  }

  private static String version(Path file, String groupId, String artifactId) throws IOException {
    String name = "META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
    if (Files.isDirectory(file)) {
      return UNKNOWN_VERSION;
    }
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      ZipEntry entry = jar.getEntry(name);
      if (entry == null) {
        return UNKNOWN_VERSION;
      }
      Properties properties = new Properties();
      try (InputStream in = jar.getInputStream(entry)) {
        properties.load(in);
      }
      return properties.getProperty("version", UNKNOWN_VERSION);
    }
  }
}
