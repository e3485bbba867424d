package dev.portolan.sandbox.knative;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.nio.file.Path;

/** Builds images with Jib and pushes them. */
final class TestImages {
  private TestImages() {}

  /** An image without a base that runs the echo server; tells its name by digest. */
  static String push(String registry, String name, String greeting) throws Exception {
    Path classes =
        Path.of(EchoServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String file = EchoServer.class.getName().replace('.', '/') + ".class";
    String image = registry + "/" + name;
    var built =
        Jib.fromScratch()
            .addFileEntriesLayer(
                FileEntriesLayer.builder()
                    .addEntry(classes.resolve(file), AbsoluteUnixPath.get("/app/classes/" + file))
                    .build())
            .addEnvironmentVariable("GREETING", greeting)
            .setEntrypoint(
                "java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "/app/classes:/app/lib/*",
                EchoServer.class.getName())
            .containerize(
                Containerizer.to(RegistryImage.named(image))
                    .setAllowInsecureRegistries(true)
                    .setOfflineMode(false));
    return image + "@" + built.getDigest();
  }
}
