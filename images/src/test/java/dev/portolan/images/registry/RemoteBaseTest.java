package dev.portolan.images.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.Calls;
import dev.portolan.images.JreImage;
import dev.portolan.images.Packing;
import dev.portolan.images.Projects;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ImageArchive;
import dev.portolan.images.image.ImageReader;
import dev.portolan.images.image.Layer;
import dev.portolan.images.packing.JvmStore;
import dev.portolan.images.packing.RemoteTraining;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.images.registry.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up cache of an image whose base is in a registry. */
final class RemoteBaseTest {
  private static final String HOME = JreImage.HOME + "/";

  @TempDir Path work;
  private dev.portolan.sandbox.images.registry.Registry registry;
  private Application project;

  @BeforeEach
  void start() throws Exception {
    registry =
        dev.portolan.sandbox.images.registry.Registry.open(
            0,
            ImageStore.open(work.resolve("registry")),
            new CallGate(new FaultPlan(), new CallLog()));
    project = Projects.greeter(work);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void itIsTrainedWithTheBasesJvmAndFoundByEveryMachine() throws Exception {
    String base = pushed(JreImage.image(work));
    Artifact artifact = pack(base, "here");
    ImageChoice planned = images("here").choose(artifact, project.functions());

    assertTrue(planned.note().startsWith("start-up cache: "), planned.note());
    Image image = planned.push().orElseThrow();
    assertEquals(4, image.layers().size());
    assertEquals("portolan: start-up cache", image.layers().get(3).history());
    String command = image.run().path("Entrypoint").toString();
    assertTrue(command.matches(".*-XX:(AOTCache|SharedArchiveFile)=startup.*"), command);
    assertEquals(
        planned.reference(),
        images("here").choose(artifact, project.functions()).reference(),
        "what is planned twice is one image");

    new ImagePush(images("here")).run(new Calls.Values(), image, planned.tag());
    ImageChoice again = images("here").choose(artifact, project.functions());
    assertEquals(Optional.empty(), again.push());
    assertEquals(planned.reference(), again.reference());
    ImageChoice elsewhere =
        images("elsewhere").choose(pack(base, "elsewhere"), project.functions());
    assertEquals(Optional.empty(), elsewhere.push());
    assertEquals(planned.reference(), elsewhere.reference());
    assertFalse(Files.exists(store("elsewhere")), "it fetched a JVM");
    assertTrue(elsewhere.note().contains("in the registry"), elsewhere.note());
  }

  @Test
  void packedAgainOrDamagedItIsUsedOrMadeAgain() throws Exception {
    String base = pushed(JreImage.image(work));
    ImageChoice planned = images("here").choose(pack(base, "here"), project.functions());
    String first = planned.reference();
    Artifact again = pack(base, "here");
    assertEquals(first, images("here").choose(again, project.functions()).reference());

    Path cache = again.file().resolveSibling("startup.tar.gz");
    byte[] bytes = Files.readAllBytes(cache);
    bytes[bytes.length / 2] ^= 1;
    Files.write(cache, bytes);
    ImageChoice mended = images("here").choose(again, project.functions());
    assertEquals(4, mended.push().orElseThrow().layers().size());
    assertFalse(first.equals(mended.reference()), "it would push what is damaged");
    assertEquals(
        withoutCache(planned.push().orElseThrow()), withoutCache(mended.push().orElseThrow()));
  }

  @Test
  void aBaseThatIsNotThereIsToldByItsNameAndItsSetting() throws Exception {
    Artifact gone = pack(registry.host() + "/nothing:25", "here");
    RegistryException missing =
        assertThrows(
            RegistryException.class, () -> images("here").choose(gone, project.functions()));
    assertEquals(404, missing.status());
    String named = "base image " + registry.host() + "/nothing:25 (portolan.test.baseImage): ";
    assertTrue(missing.getMessage().startsWith(named), missing.getMessage());

    Artifact nowhere = pack("registry.invalid/jre:25", "nowhere");
    IOException unknown =
        assertThrows(IOException.class, () -> images("here").choose(nowhere, project.functions()));
    assertTrue(unknown.getMessage().endsWith("registry.invalid"), unknown.getMessage());
    assertInstanceOf(UnknownHostException.class, unknown.getCause());
  }

  @Test
  void aBaseThatIsMovedHasAnotherImage() throws Exception {
    pushed(base("echo one is broken; exit 1"));
    Artifact artifact = pack(registry.host() + "/jre:25", "here");
    ImageChoice one = images("here").choose(artifact, project.functions());
    pushed(base("echo two is broken; exit 1"));
    ImageChoice two = images("here").choose(artifact, project.functions());

    assertFalse(one.tag().equals(two.tag()));
  }

  @Test
  void aJvmThatDoesNotRunHereIsLeftOutAndTheReasonTold() throws Exception {
    Artifact artifact = pack(pushed(base("echo no such instruction; exit 1")), "here");
    ImageChoice choice = images("here").choose(artifact, project.functions());

    assertTrue(choice.note().startsWith("no start-up cache: "), choice.note());
    assertTrue(choice.note().contains("no such instruction"), choice.note());
    Image image = choice.push().orElseThrow();
    assertEquals(3, image.layers().size());
    new ImagePush(images("here")).run(new Calls.Values(), image, choice.tag());
    ImageChoice again = images("here").choose(artifact, project.functions());
    assertEquals(Optional.empty(), again.push());
    assertTrue(again.note().contains("no such instruction"), again.note());
  }

  @Test
  void itIsTrainedWithAHeapAsSmallAsAnInstances() throws Exception {
    Artifact artifact = pack(pushed(base("echo \"$*\"; exit 1")), "here");
    String note = images("here").choose(artifact, project.functions()).note();

    assertTrue(note.contains("-XX:MaxRAM=4g"), note);
  }

  @Test
  void aJvmThatCannotBeStartedIsLeftOutToo() throws Exception {
    Layer layer =
        runtime(JreImage.Tar.open(work.resolve("layer")))
            .file(HOME + "bin/java", "#!/lib/ld-musl-x86_64.so.1\n")
            .close();
    Artifact artifact = pack(pushed(JreImage.of(layer, architecture())), "here");
    ImageChoice choice = images("here").choose(artifact, project.functions());

    assertTrue(choice.note().contains("does not run here"), choice.note());
    assertEquals(3, choice.push().orElseThrow().layers().size());
  }

  @Test
  void aCacheDirectoryThatCannotBeHadIsTold() throws Exception {
    Artifact artifact = pack(pushed(base("exit 1")), "here");
    Files.writeString(work.resolve("here/jvms"), "in the way");
    ImageChoice choice = images("here").choose(artifact, project.functions());

    assertTrue(choice.note().contains("FileAlreadyExists"), choice.note());
    assertEquals(3, choice.push().orElseThrow().layers().size());
  }

  @Test
  void aBaseWhoseBytesDoNotComeIsNoReasonToGoWithout() throws Exception {
    Image base = base("exit 1");
    Artifact artifact = pack(pushed(base), "here");
    Image packed = ImageReader.read(artifact.file(), Architecture.X86_64);
    RemoteTraining training = new RemoteTraining(new JvmStore(store("here")));
    IOException cut = new IOException("the line is cut");
    Blob.Source never =
        () -> {
          throw cut;
        };
    Blob.Source half =
        () ->
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw cut;
              }
            };
    for (Blob.Source source : List.of(never, half)) {
      Image unread = Image.empty(architecture()).withConfiguration(base.configuration());
      for (Layer layer : base.layers()) {
        Blob blob = new Blob(layer.blob().digest(), layer.blob().size(), source);
        Layer far = new Layer(blob, layer.mediaType(), layer.diffId(), layer.history());
        unread = unread.withLayers(List.of(far));
      }
      Image image = unread;
      assertSame(
          cut,
          assertThrows(
              IOException.class,
              () -> training.train("key", artifact, packed, image, project.functions())));
    }
  }

  @Test
  void theSettingTurnsItOff() throws Exception {
    Artifact artifact = pack(pushed(base("exit 1")), "here");
    ImageChoice choice =
        Images.planner(registry.host(), "shop", Map.of("startupCache", "none"))
            .choose(artifact, project.functions());

    assertEquals("no start-up cache: portolan.test.startupCache is none", choice.note());
    assertEquals(3, choice.push().orElseThrow().layers().size());
  }

  private static List<String> withoutCache(Image image) {
    return image.layers().subList(0, 3).stream().map(layer -> layer.blob().digest()).toList();
  }

  private Image base(String script) throws IOException {
    Layer layer =
        runtime(JreImage.Tar.open(work.resolve("layer")))
            .file(HOME + "bin/java", "#!/bin/sh\n" + script + "\n")
            .close();
    return JreImage.of(layer, architecture());
  }

  private static JreImage.Tar runtime(JreImage.Tar tar) throws IOException {
    return tar.file(HOME + "release", "JAVA_VERSION=\"17.0.1\"\n")
        .file(HOME + "lib/server/libjvm.so", "a machine");
  }

  private String pushed(Image base) throws Exception {
    Artifact artifact = ImageArchive.write(base, 0, work.resolve("base/image.tar"));
    ImagePlanner images = Images.planner(registry.host(), "jre", Map.of("startupCache", "none"));
    ImageChoice choice = images.choose(artifact, List.of());
    new ImagePush(images).run(new Calls.Values(), choice.push().orElseThrow(), "25");
    return choice.reference();
  }

  private Artifact pack(String base, String machine) throws IOException {
    return Packing.packager(Map.of("baseImage", base))
        .pack(project, work.resolve(machine).resolve("out"));
  }

  private ImagePlanner images(String machine) {
    return Images.planner(registry.host(), "shop", Map.of(), store(machine));
  }

  private Path store(String machine) {
    return work.resolve(machine).resolve("jvms");
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("amd64") ? "amd64" : "arm64";
  }
}
