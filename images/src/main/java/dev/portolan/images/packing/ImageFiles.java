package dev.portolan.images.packing;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.deploy.packaging.PortolanJar;
import dev.portolan.images.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What goes where in the image. Names on the class path are relative to the working directory, so
 * that a start-up cache, which notes them, holds wherever the image is unpacked.
 *
 * @param classPath in the order the JVM searches
 * @param dependencies jars by their path in the image
 * @param application the project's own jars by their path in the image
 */
record ImageFiles(
    List<String> classPath,
    SortedMap<String, Path> dependencies,
    SortedMap<String, Path> application) {
  /** The working directory. */
  static final String DIRECTORY = "/app";

  private static final String APPLICATION = "app.jar";

  /**
   * Collects the files of a project.
   *
   * @param work where what is generated lies until the image is written
   */
  static ImageFiles of(Application project, ClassPath jars, Path work) throws IOException {
    List<String> classPath = new ArrayList<>(List.of(PortolanJar.NAME, APPLICATION));
    SortedMap<String, Path> application = new TreeMap<>();
    PortolanJar.write(project.functions(), work);
    application.put(in(PortolanJar.NAME), work.resolve(PortolanJar.NAME));
    application.put(in(APPLICATION), jars.application());
    SortedMap<String, Path> dependencies = new TreeMap<>();
    for (Library library : jars.libraries()) {
      String name = "lib/" + jars.fileName(library);
      classPath.add(name);
      dependencies.put(in(name), library.file());
    }
    return new ImageFiles(classPath, dependencies, application);
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : dependencies.values()) {
      bytes += Files.size(file);
    }
    for (Path file : application.values()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Lays all files out under a directory as the image does under its working directory. */
  void stage(Path directory) throws IOException {
    stage(directory, dependencies);
    stage(directory, application);
  }

  private static void stage(Path directory, SortedMap<String, Path> files) throws IOException {
    for (var file : files.entrySet()) {
      Path target = directory.resolve(file.getKey().substring(DIRECTORY.length() + 1));
      Files.createDirectories(target.getParent());
      Files.copy(file.getValue(), target);
      Files.setLastModifiedTime(target, java.nio.file.attribute.FileTime.from(Layer.TIME));
    }
  }

  static String in(String name) {
    return DIRECTORY + "/" + name;
  }
}
