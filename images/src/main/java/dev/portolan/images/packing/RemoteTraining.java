package dev.portolan.images.packing;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Layer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a start-up cache for an image whose base is in a registry: with the base's own JVM, and
 * with the class path as it was packed, so that it takes nothing but the archive.
 */
public record RemoteTraining(JvmStore jvms) {
  /** Goes up when caches are made in another way, so that older ones are not used again. */
  private static final int VERSION = 1;

  /** Tells caches apart: any machine that makes one of this key may use another's. */
  public static String key(Artifact artifact, String baseDigest) {
    return StartupCache.key(artifact, baseDigest + " " + VERSION);
  }

  /**
   * The cache that lies beside the archive, or a new one, or the reason why there is none.
   *
   * @param base with layers that can be read
   * @throws IOException where the base's bytes do not come or we are interrupted, which is no
   *     reason: the next run may get them, and would make another image
   */
  public StartupCache train(
      String key, Artifact artifact, Image packed, Image base, List<FunctionSpec> functions)
      throws IOException {
    StartupCache known = StartupCache.read(artifact);
    if (known.key().equals(key) && known.layer().isPresent()) {
      return known;
    }
    Path work = artifact.file().resolveSibling("startup");
    Line line = new Line();
    try {
      Trees.delete(work);
      LocalJvm jvm = jvms.get(line.over(base));
      LayerTree tree = new LayerTree(work, ImageFiles.DIRECTORY.substring(1));
      for (Layer layer : packed.layers()) {
        tree.add(layer);
      }
      Path stage = work.resolve(ImageFiles.DIRECTORY.substring(1));
      StartupCache cache =
          StartupCache.trained(key, jvm, arguments(packed), stage, functions, artifact);
      cache.save(artifact);
      return cache;
    } catch (TrainingException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while training a start-up cache");
      }
      return StartupCache.none(e.getMessage());
    } catch (IOException e) {
      if (line.failure().isPresent()) {
        throw line.failure().get();
      }
      return StartupCache.none("the base image's JVM cannot be had: " + said(e));
    } finally {
      Trees.delete(work);
    }
  }

  /** Of what a disk refuses, the message is the path alone. */
  private static String said(IOException e) {
    return e instanceof FileSystemException ? e.toString() : e.getMessage();
  }

  private static List<String> arguments(Image packed) {
    List<String> words = new ArrayList<>();
    packed.run().path("Entrypoint").forEach(word -> words.add(word.asText()));
    return words.subList(1, words.size());
  }
}
