package dev.portolan.images.packing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The JVM of a base image.
 *
 * @param home its Java home, without a slash at its ends
 */
record ImageJvm(Image image, String home) {
  private static final String HOME = "JAVA_HOME=";

  /** Reads what an image says; refuses one whose JVM cannot run on this machine. */
  static ImageJvm of(Image image) throws TrainingException {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String architecture = image.configuration().path("architecture").asText();
    boolean same =
        System.getProperty("os.name").equals("Linux")
            && architecture.equals(machine.equals("aarch64") ? "arm64" : machine);
    if (!same) {
      throw new TrainingException(
          "the image's JVM is for linux/" + architecture + ", this machine is not");
    }
    return new ImageJvm(image, javaHome(image));
  }

  private static String javaHome(Image image) throws TrainingException {
    for (JsonNode variable : image.run().path("Env")) {
      if (variable.asText().startsWith(HOME + "/")) {
        String home = variable.asText().substring(HOME.length()).replaceAll("^/+|/+$", "");
        if (!home.isEmpty() && !home.matches("(.*/)?\\.{1,2}(/.*)?")) {
          return home;
        }
      }
    }
    throw new TrainingException("the base image does not say JAVA_HOME");
  }

  /** Unpacks it below a directory. */
  LocalJvm unpack(Path root) throws IOException, TrainingException {
    LayerTree tree = new LayerTree(root, home);
    for (Layer layer : image.layers()) {
      tree.add(layer);
    }
    return in(root)
        .orElseThrow(() -> new TrainingException("the base image has no JVM in /" + home));
  }

  /** Finds it where it was unpacked before. */
  Optional<LocalJvm> in(Path root) throws IOException {
    return LocalJvm.at(root.resolve(home));
  }
}
