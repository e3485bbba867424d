package dev.portolan.images.packing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Json;
import dev.portolan.images.image.Layer;
import dev.portolan.images.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Classes as the image's JVM has them in memory once the function is up, so that it need not load,
 * verify and link them at each start. Two dumps are never the same bytes; what a cache is made of
 * tells it from others.
 *
 * @param key of the archive and of the JVM's build
 * @param flag by which the JVM finds it
 * @param layer the file, in a layer of its own; empty if there is none
 * @param note why there is none, or what it is, for people
 */
public record StartupCache(String key, String flag, Optional<Layer> layer, String note) {
  private static final String DESCRIPTION = "startup.json";
  private static final String FILE = "startup.tar.gz";
  private static final String HISTORY = "portolan: start-up cache";

  /** What lies beside an archive, undamaged; nothing, where it belongs to another archive. */
  public static StartupCache read(Artifact artifact) throws IOException {
    Path description = artifact.file().resolveSibling(DESCRIPTION);
    if (!Files.exists(description)) {
      return none("the archive was packed without one");
    }
    ObjectNode json;
    try {
      json = Json.object(Files.readAllBytes(description));
    } catch (IOException e) {
      return none(DESCRIPTION + " beside the archive is damaged");
    }
    if (!json.path("archive").asText().equals(artifact.sha256())) {
      return none("the archive was packed without one");
    }
    if (!json.has("diffId")) {
      return none(json.path("note").asText());
    }
    Path file = artifact.file().resolveSibling(FILE);
    if (!Files.exists(file) || !Blob.of(file).digest().equals(json.path("digest").asText())) {
      return none(FILE + " beside the archive is damaged");
    }
    return new StartupCache(
        json.path("key").asText(),
        json.path("flag").asText(),
        Optional.of(
            new Layer(Blob.of(file), Layer.TAR_GZIP, json.path("diffId").asText(), HISTORY)),
        json.path("note").asText());
  }

  /** Keeps this one beside an archive. */
  void save(Artifact artifact) throws IOException {
    ObjectNode json = Json.object();
    json.put("archive", artifact.sha256()).put("key", key).put("flag", flag);
    layer.ifPresent(each -> json.put("digest", each.blob().digest()).put("diffId", each.diffId()));
    json.put("note", note);
    Path whole = artifact.file().resolveSibling(DESCRIPTION);
    Path temporary = whole.resolveSibling(DESCRIPTION + ".new");
    Files.write(temporary, Json.bytes(json));
    Files.move(temporary, whole, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Trains one.
   *
   * @param arguments of the JVM, as the image has them
   * @param stage the image's working directory, laid out here
   */
  static StartupCache trained(
      String key,
      LocalJvm jvm,
      List<String> arguments,
      Path stage,
      List<FunctionSpec> functions,
      Artifact artifact)
      throws IOException, TrainingException {
    CacheKind kind = CacheKind.of(jvm.release());
    new Training(jvm, kind, arguments, stage, Training.PATIENCE).run(functions);
    Layer layer =
        Layer.write(
            HISTORY,
            new TreeMap<>(Map.of(ImageFiles.in(kind.file()), stage.resolve(kind.file()))),
            Layer.Wrapping.COMPRESSED,
            artifact.file().resolveSibling(FILE));
    return new StartupCache(
        key, kind.use(), Optional.of(layer), kind.title() + " for Java " + jvm.release());
  }

  /** None, for the settings ask for none. */
  public static StartupCache none(ImageSettings settings) {
    return none(settings.name("startupCache") + " is none");
  }

  /** None, and why. */
  static StartupCache none(String why) {
    return new StartupCache("", "", Optional.empty(), why);
  }

  /** Names an archive together with something else. */
  public static String key(Artifact artifact, String other) {
    return Sha256.hex(artifact.sha256() + " " + other).substring(0, 16);
  }
}
