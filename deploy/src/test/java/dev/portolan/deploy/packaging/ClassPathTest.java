package dev.portolan.deploy.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir Path directory;

  private Library library(String group, String artifact, String version) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(group + "/" + version));
    Path jar = folder.resolve(artifact + "-" + version + ".jar");
    return Library.of(group, artifact, version, Archives.zip(jar, group + "/A.txt"));
  }

  private ClassPath classPath(List<Library> project, List<Library> adapter) throws IOException {
    Path application = Archives.zip(directory.resolve("app.jar"), "A.class");
    return ClassPath.of(Bundle.of(application, project), adapter, directory.resolve("work"));
  }

  @Test
  @DisplayName("Of one library in two versions the newer stays, of equal ones the project's")
  void mediated() throws Exception {
    Library older = library("g", "api", "1.9");
    Library newer = library("g", "api", "1.10");
    Library other = library("g", "other", "1");
    Library same = Library.of("g", "other", "1", newer.file());
    assertEquals(
        List.of(newer, other), classPath(List.of(older, other), List.of(newer, same)).libraries());
    assertEquals(List.of(newer), classPath(List.of(newer), List.of(older)).libraries());
  }

  @Test
  @DisplayName("Versions are ordered as Maven orders them")
  void versions() {
    List<String> ordered =
        List.of(
            "1-alpha-1",
            "1-beta",
            "1-M2",
            "1-rc1",
            "1-SNAPSHOT",
            "1",
            "1-sp",
            "1-zebra",
            "1.0.1",
            "1.2",
            "1.10-rc2",
            "1.10",
            "2.0-SNAPSHOT",
            "2.0",
            "20240101");
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = 0; j < ordered.size(); j++) {
        assertEquals(
            Integer.compare(i, j),
            Integer.signum(Versions.compare(ordered.get(i), ordered.get(j))),
            ordered.get(i) + " and " + ordered.get(j));
      }
    }
    assertEquals(0, Versions.compare("1.0", "1"));
    assertEquals(0, Versions.compare("1.0.0.RELEASE", "1"));
  }

  @Test
  @DisplayName("File names come from coordinates; a group and a classifier only where needed")
  void fileNames() throws Exception {
    Library one = library("com.a", "core", "1");
    Library two = library("com.b", "core", "1");
    Library plain = library("com.a", "text", "2");
    Path nativeJar = directory.resolve("text-2-linux-x86_64.jar");
    Library classified = Library.of("com.a", "text", "2", Archives.zip(nativeJar, "B"));
    ClassPath classPath = classPath(List.of(one, two, plain, classified), List.of());
    assertEquals(
        List.of("com.a.core-1.jar", "com.b.core-1.jar", "text-2.jar", "text-2-linux-x86_64.jar"),
        classPath.libraries().stream().map(classPath::fileName).toList());
  }

  @Test
  @DisplayName("Directories of classes are jarred; jars are left as they are")
  void directories() throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes/shop"));
    Files.writeString(classes.resolve("A.txt"), "a");
    Library library = library("g", "lib", "1");
    Bundle bundle = Bundle.of(classes.getParent(), List.of(library));
    ClassPath classPath = ClassPath.of(bundle, List.of(), directory.resolve("work"));
    assertEquals(directory.resolve("work/app.jar"), classPath.application());
    assertTrue(Files.isRegularFile(classPath.application()));
    assertEquals(library.file(), classPath.libraries().get(0).file());
  }

  @Test
  @DisplayName("All hostile archives are named at once")
  void hostile() throws Exception {
    Path slip = Archives.zip(directory.resolve("slip.jar"), "../x");
    Library one = Library.of("g", "slip", "1", slip);
    Library two = Library.of("g", "gone", "1", directory.resolve("gone.jar"));
    DeployException refused =
        assertThrows(DeployException.class, () -> classPath(List.of(one, two), List.of()));
    assertTrue(refused.getMessage().contains("2 problems"), refused.getMessage());
    assertTrue(refused.getMessage().contains("slip.jar: entry '../x'"), refused.getMessage());
  }

  @Test
  @DisplayName("A class's library is found without loading the class")
  void found() throws Exception {
    ClassLoader loader = ClassPathTest.class.getClassLoader();
    Library junit =
        ClassPath.find("org.junit.jupiter", "api", "org.junit.jupiter.api.Test", loader);
    assertTrue(junit.file().getFileName().toString().startsWith("junit-jupiter-api"));
    assertEquals("0", junit.version());
    Library own = ClassPath.find("g", "a", ClassPathTest.class.getName(), loader);
    assertTrue(Files.isDirectory(own.file()));
    IllegalStateException none =
        assertThrows(
            IllegalStateException.class, () -> ClassPath.find("g", "a", "no.Such", loader));
    assertEquals("no.Such is not on the class path: add g:a", none.getMessage());
  }
}
