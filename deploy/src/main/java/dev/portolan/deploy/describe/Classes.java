package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The classes a project can see: its own, its libraries', the platform's. Reads each once. */
final class Classes implements Closeable {
  private final List<ClassSource> sources = new ArrayList<>();

  /** Has the classes that are in no source. */
  private final ClassLoader beyond;

  private final Map<String, Optional<ClassFile>> known = new HashMap<>();
  private final Map<String, Optional<TypeFile>> shapes = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private Classes(ClassLoader beyond) {
    this.beyond = beyond;
  }

  /** Those that a loader has, none of them the project's own. Loads none. */
  static Classes of(ClassLoader loader) {
    return new Classes(loader);
  }

  static Classes open(Bundle bundle) throws IOException {
    Classes classes = new Classes(ClassLoader.getPlatformClassLoader());
    try {
      classes.sources.add(ClassSource.open(bundle.applicationJar()));
      for (Library library : bundle.libraries()) {
        classes.sources.add(ClassSource.open(library.file()));
      }
      return classes;
    } catch (IOException e) {
      classes.close();
      throw e;
    }
  }

  /** The project's own classes, sorted by name. */
  List<ClassFile> own() throws IOException {
    List<ClassFile> files = new ArrayList<>();
    for (String name : sources.get(0).names()) {
      String binary = name.substring(0, name.length() - ".class".length()).replace('/', '.');
      Optional<ClassFile> file = parse(binary, sources.get(0).read(name));
      known.put(binary, file);
      file.ifPresent(files::add);
    }
    return files;
  }

  /** The annotations of the project's own classes, sorted by name, without what cannot be read. */
  List<BeanFile> beanFiles() throws IOException {
    List<BeanFile> files = new ArrayList<>();
    for (String name : sources.get(0).names()) {
      String binary = name.substring(0, name.length() - ".class".length()).replace('/', '.');
      if (find(binary).isPresent()) {
        sources.get(0).read(name).map(BeanReader::read).ifPresent(files::add);
      }
    }
    return files;
  }

  /** Whether the project's own class files stand in such a folder of its jar. */
  boolean haveOwnBelow(String prefix) throws IOException {
    return sources.get(0).names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** What the frameworks' adapters among the libraries say of themselves. */
  List<Framework> frameworks() throws IOException {
    List<Framework> frameworks = new ArrayList<>();
    for (ClassSource library : sources.subList(1, sources.size())) {
      Optional<byte[]> json = library.read(Framework.PATH);
      if (json.isPresent()) {
        frameworks.add(Framework.from(json.get()));
      }
    }
    return frameworks;
  }

  /** The codecs that libraries or the project bring, each with the file of the library. */
  SortedMap<String, String> codecs() throws IOException {
    SortedMap<String, String> codecs = new TreeMap<>();
    for (ClassSource library : sources) {
      Optional<byte[]> name = library.read(Codecs.PATH);
      if (name.isPresent()) {
        codecs.put(named(name.get()), library.fileName());
      }
    }
    for (URL file : Collections.list(beyond.getResources(Codecs.PATH))) {
      try (InputStream in = file.openStream()) {
        codecs.put(named(in.readAllBytes()), library(file));
      }
    }
    return codecs;
  }

  private static String named(byte[] file) {
    return new String(file, StandardCharsets.UTF_8).strip();
  }

  /** The jar or the folder that a loader has a file of. */
  private static String library(URL file) {
    String place = file.toString();
    String library = place.substring(0, place.length() - Codecs.PATH.length() - 1);
    return library.replace("!", "").substring(library.lastIndexOf('/') + 1);
  }

  Optional<ClassFile> find(String name) throws IOException {
    Optional<ClassFile> file = known.get(name);
    if (file == null) {
      file = load(name);
      known.put(name, file);
    }
    return file;
  }

  /** The shape of a class, the project's own or a library's; empty if it is not there. */
  Optional<TypeFile> type(String name) throws IOException {
    Optional<TypeFile> shape = shapes.get(name);
    if (shape == null) {
      shape = find(name).isPresent() ? bytes(name).map(TypeReader::read) : Optional.empty();
      shapes.put(name, shape);
    }
    return shape;
  }

  /** What could not be read. */
  List<Problem> problems() {
    return problems;
  }

  private Optional<ClassFile> load(String name) throws IOException {
    return parse(name, bytes(name));
  }

  private Optional<byte[]> bytes(String name) throws IOException {
    String entry = name.replace('.', '/') + ".class";
    for (ClassSource source : sources) {
      Optional<byte[]> bytes = source.read(entry);
      if (bytes.isPresent()) {
        return bytes;
      }
    }
    try (InputStream in = beyond.getResourceAsStream(entry)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  private Optional<ClassFile> parse(String name, Optional<byte[]> bytes) {
    try {
      return bytes.map(ClassFileReader::read);
    } catch (IllegalArgumentException e) {
      problems.add(
          Problem.of(
              name,
              "its class file cannot be read: " + e.getMessage(),
              "compile it again, with a Java release this version knows"));
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    for (ClassSource source : sources) {
      source.close();
    }
  }
}
