package dev.portolan.provider.gcp.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the archive to what Google's buildpack and server make of it. */
final class SourcePackagerTest {
  @TempDir Path work;

  @Test
  void inTheRootIsOneJarWhichNamesAllOthersInOrder() throws IOException {
    Artifact artifact = pack(library("acme", "text"), library("com.example", "second"));
    try (ZipFile zip = new ZipFile(artifact.file().toFile())) {
      List<String> names = new ArrayList<>(zip.stream().map(ZipEntry::getName).toList());
      assertTrue(names.remove("portolan.jar"));
      assertTrue(
          names.stream().allMatch(name -> name.matches("lib/[^/]+\\.jar")), names.toString());
      List<String> classPath =
          Arrays.asList(manifest(zip, "portolan.jar").getValue("Class-Path").split(" "));
      assertEquals(names.stream().sorted().toList(), classPath.stream().sorted().toList());
      assertEquals(
          List.of("lib/app.jar", "lib/text-1.0.jar", "lib/second-1.0.jar"),
          classPath.subList(0, 3));
    }
  }

  @Test
  void aClassPathOfManyJarsIsWrappedAsManifestsAre() throws IOException {
    Library[] many = new Library[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = library("com.example.some.group", "a-library-with-a-rather-long-name-" + i);
    }
    Artifact artifact = pack(many);
    try (ZipFile zip = new ZipFile(artifact.file().toFile());
        ZipFile root = opened(zip, "portolan.jar")) {
      String text = read(root, "META-INF/MANIFEST.MF");
      for (String line : text.split("\r\n")) {
        assertTrue(line.length() <= 72, line);
      }
      String classPath = manifest(zip, "portolan.jar").getValue("Class-Path");
      assertTrue(
          classPath.contains(" lib/a-library-with-a-rather-long-name-39-1.0.jar"), classPath);
      assertEquals(zip.size() - 1, classPath.split(" ").length);
    }
  }

  @Test
  void theApplicationsJarIsTheOneThatWasBuilt() throws IOException {
    Application project = project();
    byte[] built = Files.readAllBytes(project.bundle().applicationJar());
    Artifact artifact = new SourcePackager(21).pack(project, work.resolve("out"));
    try (ZipFile zip = new ZipFile(artifact.file().toFile());
        InputStream in = zip.getInputStream(zip.getEntry("lib/app.jar"))) {
      org.junit.jupiter.api.Assertions.assertArrayEquals(built, in.readAllBytes());
    }
  }

  @Test
  void whatGooglesServerBringsStaysOut() throws IOException {
    Library api =
        Library.of(
            "com.google.cloud.functions",
            "functions-framework-api",
            "1.1.4",
            FunctionsServer.jar("api"));
    Artifact artifact = pack(api);
    try (ZipFile zip = new ZipFile(artifact.file().toFile())) {
      assertTrue(zip.stream().noneMatch(each -> each.getName().contains("functions-framework")));
    }
  }

  @Test
  void tooMuchIsRefusedAndTheLargestAreNamed() throws IOException {
    Library small = library("com.example", "small");
    Path sparse = work.resolve("large-2.0.jar");
    sparse(sparse, SourcePackager.UNPACKED_BYTES);
    DeployException refused =
        assertThrows(
            DeployException.class,
            () -> pack(small, Library.of("com.example", "large", "2.0", sparse)));
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
    assertTrue(refused.getMessage().contains("lib/large-2.0.jar 512 MiB"), refused.getMessage());
    assertTrue(refused.getMessage().contains("target=run"), refused.getMessage());
  }

  @Test
  void classFilesThatTheRuntimeDoesNotLoadAreRefused() throws IOException {
    byte[] java25 = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 69};
    Path jar = work.resolve("new.jar");
    ReproducibleZip.create().add("com/acme/New.class", java25).write(jar);
    Library library = Library.of("com.acme", "new", "1.0", jar);
    Application project = project(library);
    DeployException refused =
        assertThrows(
            DeployException.class, () -> new SourcePackager(21).pack(project, work.resolve("a")));
    assertTrue(refused.getMessage().contains("com.acme.New"), refused.getMessage());
    assertTrue(refused.getMessage().contains("java21"), refused.getMessage());
    new SourcePackager(25).pack(project, work.resolve("b"));
  }

  @Test
  void theBuildpackFindsTheFunctionsClass() throws Exception {
    Path root = work.resolve("workspace");
    FunctionsServer.unpack(pack().file(), root);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String said = FunctionsServer.javap(java, root);
    assertTrue(said.contains("class " + Adapter.ENTRY_POINT), said);
    assertFalse(said.contains("Error"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void googlesServerRunsIt(String version) throws Exception {
    Path root = work.resolve("workspace");
    FunctionsServer.unpack(pack().file(), root);
    try (FunctionsServer server = FunctionsServer.start(version, root, "greeter")) {
      assertEquals("{\"greeting\":\"Hello, Ada!\"}", server.post("/greet", "{\"name\":\"Ada\"}"));
    }
  }

  private Artifact pack(Library... libraries) throws IOException {
    return new SourcePackager(21).pack(project(libraries), work.resolve("out"));
  }

  private Application project(Library... libraries) throws IOException {
    ReproducibleZip jar = ReproducibleZip.create();
    for (Class<?> type : List.of(Greeter.class, Greeter.Name.class, Greeter.Greeting.class)) {
      String entry = type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
        jar.add(entry, in.readAllBytes());
      }
    }
    Path file = jar.write(work.resolve("greeter.jar")).file();
    FunctionSpec spec =
        FunctionSpec.of(
            "greeter",
            Greeter.class.getName(),
            Greeter.Name.class.getName(),
            Greeter.Greeting.class.getName(),
            List.of(new Trigger.Http("/greet", List.of("POST"), Trigger.Access.PUBLIC)));
    return Application.of(
        Owner.of("com.example", "shop", "dev"), List.of(spec), Bundle.of(file, List.of(libraries)));
  }

  private Library library(String group, String artifact) throws IOException {
    Path jar = work.resolve(artifact + "-1.0.jar");
    ReproducibleZip.create().add(artifact + ".txt", new byte[] {1}).write(jar);
    return Library.of(group, artifact, "1.0", jar);
  }

  /** A jar of one entry that takes no room on the disk. */
  private static void sparse(Path jar, long bytes) throws IOException {
    ReproducibleZip.create().add("x.txt", new byte[] {1}).write(jar);
    byte[] zip = Files.readAllBytes(jar);
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
      file.setLength(bytes);
      file.seek(bytes);
      file.write(zip);
    }
  }

  private java.util.jar.Attributes manifest(ZipFile zip, String jar) throws IOException {
    try (JarInputStream in = new JarInputStream(zip.getInputStream(zip.getEntry(jar)))) {
      return in.getManifest().getMainAttributes();
    }
  }

  private ZipFile opened(ZipFile zip, String jar) throws IOException {
    Path file = work.resolve("opened.jar");
    try (InputStream in = zip.getInputStream(zip.getEntry(jar))) {
      Files.copy(in, file);
    }
    return new ZipFile(file.toFile());
  }

  private static String read(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes(), "UTF-8");
    }
  }
}
