package dev.portolan.provider.knative.packing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.provider.knative.config.KnativeSettings;
import dev.portolan.provider.knative.image.Blob;
import dev.portolan.provider.knative.image.Image;
import dev.portolan.provider.knative.image.Json;
import dev.portolan.provider.knative.image.Layer;
import dev.portolan.provider.knative.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** What lies beside an archive; nothing, where it belongs to another archive. */
  public static StartupCache read(Artifact artifact) throws IOException {
    Path description = artifact.file().resolveSibling(DESCRIPTION);
    if (!Files.exists(description)) {
      return none("the archive was packed without one");
    }
    ObjectNode json = Json.object(Files.readAllBytes(description));
    if (!json.path("archive").asText().equals(artifact.sha256())) {
      return none("the archive was packed without one");
    }
    if (!json.has("diffId")) {
      return none(json.path("note").asText());
    }
    Blob blob = Blob.of(artifact.file().resolveSibling(FILE));
    Layer layer =
        new Layer(blob, Layer.TAR_GZIP, json.path("diffId").asText(), "portolan: start-up cache");
    return new StartupCache(
        json.path("key").asText(),
        json.path("flag").asText(),
        Optional.of(layer),
        json.path("note").asText());
  }

  /** Writes a cache beside an archive, or the reason why there is none. */
  public static void write(
      KnativeSettings settings,
      Application application,
      ImageFiles files,
      Image base,
      RunSpec run,
      Artifact artifact)
      throws IOException {
    Path directory = artifact.file().toAbsolutePath().getParent();
    StartupCache cache;
    try {
      cache =
          settings.startupCache()
              ? baked(settings, application, files, base, run, artifact, directory)
              : none("portolan.knative.startupCache is none");
    } catch (TrainingException e) {
      cache = none(e.getMessage());
    }
    ObjectNode json = Json.object();
    json.put("archive", artifact.sha256()).put("key", cache.key()).put("flag", cache.flag());
    cache.layer().ifPresent(layer -> json.put("diffId", layer.diffId()));
    json.put("note", cache.note());
    Files.write(directory.resolve(DESCRIPTION), Json.bytes(json));
  }

  private static StartupCache baked(
      KnativeSettings settings,
      Application application,
      ImageFiles files,
      Image base,
      RunSpec run,
      Artifact artifact,
      Path directory)
      throws IOException, TrainingException {
    Path work = directory.resolve("startup");
    Trees.delete(work);
    LocalJvm jvm = ImageJvm.of(settings.baseImage(), base, work.resolve("jvm"));
    String key = Sha256.hex(artifact.sha256() + " " + jvm.build()).substring(0, 16);
    StartupCache known = read(artifact);
    if (known.key().equals(key) && known.layer().isPresent()) {
      return known;
    }
    Path stage = work.resolve("app");
    files.stage(stage);
    CacheKind kind = CacheKind.of(jvm.release());
    new Training(jvm, kind, run, stage).run(application.functions());
    Layer layer =
        Layer.write(
            "portolan: start-up cache",
            new TreeMap<>(Map.of(ImageFiles.in(kind.file()), stage.resolve(kind.file()))),
            Layer.Wrapping.COMPRESSED,
            directory.resolve(FILE));
    Trees.delete(work);
    return new StartupCache(
        key, kind.use(), Optional.of(layer), kind.title() + " for Java " + jvm.release());
  }

  private static StartupCache none(String why) {
    return new StartupCache("", "", Optional.empty(), why);
  }
}
