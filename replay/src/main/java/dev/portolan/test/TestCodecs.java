package dev.portolan.test;

import dev.portolan.deploy.describe.Configured;
import dev.portolan.deploy.model.Library;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The codecs on a test's class path, for the code that chooses one when a project is built. */
final class TestCodecs {
  private static final String FILE = "META-INF/portolan/codec";
  private static final String PROPERTY = "portolan.codec";

  private TestCodecs() {}

  /** The one that is named to Maven, on its command line or to Surefire. */
  static Configured configured() {
    return new Configured(
        List.of(), chosen().map(name -> new Configured.Codec(name, "-D" + PROPERTY)));
  }

  private static Optional<String> chosen() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).filter(name -> !name.isBlank());
  }

  /** Copies of their class files into folders, one a library. */
  static List<Library> copy(ClassLoader loader, Path folder) throws IOException {
    List<Library> libraries = new ArrayList<>();
    for (URL file : Collections.list(loader.getResources(FILE))) {
      Path library = folder.resolve(libraries.size() + "-" + jar(file));
      Path copy = library.resolve(FILE);
      Files.createDirectories(copy.getParent());
      try (InputStream stream = file.openStream()) {
        Files.copy(stream, copy);
      }
      copy(Files.readString(copy, StandardCharsets.UTF_8).strip(), loader, library);
      libraries.add(Library.of("test", "codec-" + libraries.size(), "1", library));
    }
    if (chosen().isPresent()) {
      Path library = Files.createDirectories(folder.resolve("chosen"));
      copy(chosen().get(), loader, library);
      libraries.add(Library.of("test", "chosen", "1", library));
    }
    return libraries;
  }

  private static void copy(String name, ClassLoader loader, Path library) throws IOException {
    try {
      Class<?> type = Class.forName(name, false, loader);
      Described.copy(type, library);
      Described.copyAncestors(type, library);
    } catch (ClassNotFoundException missing) {
      // whoever chooses says so
    }
  }

  private static String jar(URL file) {
    String place = file.toString();
    String library = place.substring(0, place.length() - FILE.length() - 1).replace("!", "");
    return library.substring(library.lastIndexOf('/') + 1);
  }
}
