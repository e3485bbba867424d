package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.PortableFunction;
import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.testkit.sample.Greeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every packager does: what the platform needs, nothing else, always the same bytes. */
public interface PackagerContract extends PackagerUnderTest {
  private Artifact pack(Application application, Path directory) throws IOException {
    return provider().packager(settings()).pack(application, directory);
  }

  private Application greeter(Path directory) {
    SampleProject project = SampleProject.in(directory);
    return project.application("1", SampleProject.function("greeter", provider().features()));
  }

  @Test
  @DisplayName("Equal input gives equal bytes, from whatever directory; other code gives others")
  default void equalBytes(@TempDir Path one, @TempDir Path other) throws Exception {
    Path deep = Files.createDirectories(other.resolve("a b/ü"));
    Artifact first = pack(greeter(one), one.resolve("out"));
    Artifact second = pack(greeter(deep), deep.resolve("out"));
    assertEquals(first.sha256(), second.sha256());
    assertEquals(first.sha256(), pack(greeter(one), one.resolve("out")).sha256(), "packed again");
    Application changed =
        SampleProject.in(one)
            .application("2", SampleProject.function("greeter", provider().features()));
    assertNotEquals(first.sha256(), pack(changed, one.resolve("out2")).sha256());
  }

  @Test
  @DisplayName("The digest and the sizes told are those of the file")
  default void toldTruly(@TempDir Path directory) throws Exception {
    Artifact artifact = pack(greeter(directory), directory.resolve("out"));
    byte[] bytes = Files.readAllBytes(artifact.file());
    assertEquals(bytes.length, artifact.bytes());
    assertEquals(Digests.sha256(bytes), artifact.sha256());
  }

  @Test
  @DisplayName("One digest in any time zone, locale, mode mask and on any Java platform found here")
  default void anyPlatform(@TempDir Path directory) throws Exception {
    String here = pack(greeter(directory), directory.resolve("out")).sha256();
    List<Path> platforms = JavaPlatforms.found();
    for (Path java : platforms) {
      for (String zone : List.of("UTC", "America/New_York", "Asia/Tokyo")) {
        Path own = Files.createTempDirectory(directory, "forked");
        String there = PackFork.run(java, zone, this, own);
        assertEquals(here, there, () -> java + " in " + zone);
      }
    }
    Assumptions.assumeTrue(platforms.size() > 1, "only one Java platform is installed here");
  }

  @Test
  @DisplayName("Entries are sorted and bear one time")
  default void sorted(@TempDir Path directory) throws Exception {
    Artifact artifact = pack(greeter(directory), directory.resolve("out"));
    List<String> names = names(artifact.file());
    assertEquals(names.stream().sorted().toList(), names);
    assertFalse(names.isEmpty());
  }

  @Test
  @DisplayName(
      "The function, its libraries, the interface, one adapter and the descriptor are in it")
  default void complete(@TempDir Path directory) throws Exception {
    Artifact artifact = pack(greeter(directory), directory.resolve("out"));
    List<String> all = all(artifact);
    assertEquals(1, count(all, SampleProject.resource(Greeter.class)));
    assertEquals(1, count(all, "com/acme/text.txt"));
    assertEquals(1, count(all, SampleProject.resource(PortableFunction.class)));
    assertEquals(1, count(all, entryPoint().replace('.', '/') + ".class"));
    assertEquals(1, count(all, Descriptor.PATH));
  }

  @Test
  @DisplayName("Nothing of the tool and of the vendor's SDK travels")
  default void nothingOfTheTool(@TempDir Path directory) throws Exception {
    List<String> home = new ArrayList<>(staysAtHome());
    home.add("dev.portolan.deploy.");
    home.add("dev.portolan.testkit.adapter.");
    home.add(provider().getClass().getPackageName() + ".");
    home.add("com.fasterxml.jackson.");
    home.add("org.objectweb.asm.");
    for (String name : all(pack(greeter(directory), directory.resolve("out")))) {
      String dotted = name.replace('/', '.');
      assertTrue(home.stream().noneMatch(dotted::startsWith), () -> name + " is in the artifact");
    }
  }

  @Test
  @DisplayName("A library that the project has in an older version is there once, in the newer")
  default void noLibraryTwice(@TempDir Path directory) throws Exception {
    Application application = greeter(directory);
    Path old = directory.resolve("portolan-api-0.0.1.jar");
    ReproducibleZip.create()
        .add(SampleProject.resource(PortableFunction.class), new byte[] {1})
        .write(old);
    List<Library> libraries = new ArrayList<>(application.bundle().libraries());
    libraries.add(Library.of("dev.portolan", "portolan-api", "0", old));
    Bundle bundle = Bundle.of(application.bundle().applicationJar(), libraries);
    Application mixed = Application.of(application.owner(), application.functions(), bundle);
    List<String> all = all(pack(mixed, directory.resolve("out")));
    assertEquals(1, count(all, SampleProject.resource(PortableFunction.class)));
  }

  @Test
  @DisplayName("The function runs from the artifact, with nothing else but the platform")
  default void runs(@TempDir Path directory) throws Exception {
    Artifact artifact = pack(greeter(directory), directory.resolve("out"));
    assertEquals(
        "Hello, Ada!",
        Unpacked.call(jars(artifact.file()), platformJars(), Greeter.class.getName(), "Ada"));
  }

  @Test
  @DisplayName("The entry point loads from the artifact, with nothing else but the platform")
  default void entryPointLoads(@TempDir Path directory) throws Exception {
    Artifact artifact = pack(greeter(directory), directory.resolve("out"));
    assertEquals(entryPoint(), Unpacked.load(jars(artifact.file()), platformJars(), entryPoint()));
  }

  @Test
  @DisplayName("A class file newer than the runtime is refused, and named")
  default void tooNew(@TempDir Path directory) throws Exception {
    byte[] bytes = SampleProject.bytes(Greeter.class);
    bytes[7] = (byte) 99;
    Path jar = directory.resolve("new.jar");
    ReproducibleZip.create().add("com/acme/TooNew.class", bytes).write(jar);
    DeployException refused = refused(Bundle.of(jar, List.of()), directory);
    assertTrue(refused.getMessage().contains("com.acme.TooNew"), refused.getMessage());
    assertTrue(
        refused.getMessage().contains("55"), "names no Java release: " + refused.getMessage());
  }

  @Test
  @DisplayName("More than the platform takes is refused")
  default void tooLarge(@TempDir Path directory) throws Exception {
    Assumptions.assumeTrue(unpackedLimit().isPresent(), "the platform has no bound");
    long bound = unpackedLimit().getAsLong();
    TiesContract.of(provider())
        .ifPresent(
            ties -> assertEquals(ties.limits().unpackedBytes(), bound, "what ties.json says"));
    Path large = Sparse.jar(directory.resolve("large-1.jar"), bound);
    Library library = Library.of("com.acme", "large", "1", large);
    Bundle bundle = greeter(directory).bundle();
    refused(Bundle.of(bundle.applicationJar(), List.of(library)), directory);
  }

  @Test
  @DisplayName("A library that leads out of its directory is refused")
  default void hostile(@TempDir Path directory) throws Exception {
    Path jar = directory.resolve("slip-1.jar");
    ReproducibleZip.create().add("aa/xx", new byte[1]).write(jar);
    String bytes = Files.readString(jar, StandardCharsets.ISO_8859_1);
    Files.writeString(jar, bytes.replace("aa/xx", "../xx"), StandardCharsets.ISO_8859_1);
    Bundle bundle = greeter(directory).bundle();
    Library library = Library.of("com.acme", "slip", "1", jar);
    DeployException refused =
        refused(Bundle.of(bundle.applicationJar(), List.of(library)), directory);
    assertTrue(refused.getMessage().contains("slip-1.jar"), refused.getMessage());
  }

  private DeployException refused(Bundle bundle, Path directory) {
    Application application = greeter(directory);
    Application other = Application.of(application.owner(), application.functions(), bundle);
    DeployException refused =
        assertThrows(DeployException.class, () -> pack(other, directory.resolve("refused")));
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
    return refused;
  }

  private List<String> all(Artifact artifact) throws IOException {
    List<String> all = new ArrayList<>(names(artifact.file()));
    for (Map.Entry<String, byte[]> jar : jars(artifact.file()).entrySet()) {
      all.addAll(Zips.entries(jar.getValue()).keySet());
    }
    return all;
  }

  private static long count(List<String> all, String name) {
    return all.stream().filter(name::equals).count();
  }
}
