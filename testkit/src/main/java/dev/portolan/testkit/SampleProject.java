package dev.portolan.testkit;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.testkit.sample.Greeter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The project that contracts deploy, in as many versions of its code as they like. */
public final class SampleProject {
  /** Whom the contracts' deployments belong to. */
  public static final Owner OWNER = Owner.of("com.acme", "shop", "test");

  /**
   * Topics that a cloud has beforehand where its provider claims {@code TOPIC} or {@code KAFKA}.
   */
  public static final List<String> TOPICS = List.of("orders", "returns");

  /**
   * Queues that a cloud has beforehand where its provider claims {@code QUEUE} or {@code SENDING}.
   */
  public static final List<String> QUEUES = List.of("to-pack", "to-ship");

  /** Queues for dead letters, there beforehand where the provider claims {@code DEAD_LETTER}. */
  public static final List<String> DEAD_LETTERS = List.of("refused", "returned");

  /**
   * Buckets that a cloud has beforehand where its provider claims {@code OBJECTS} or {@code
   * BUCKETS}.
   */
  public static final List<String> BUCKETS = List.of("acme-photos", "acme-scans");

  /** Tables that a cloud has beforehand where its provider claims {@code RECORDS}. */
  public static final List<String> TABLES = List.of("customers", "parcels");

  private final Path directory;

  private SampleProject(Path directory) {
    this.directory = directory;
  }

  public static SampleProject in(Path directory) {
    return new SampleProject(directory);
  }

  /** The build output of a version of the code. Equal versions are equal bytes. */
  public Bundle bundle(String version) {
    Path jar = directory.resolve("shop-" + version + ".jar");
    try {
      if (!Files.exists(jar)) {
        ReproducibleZip.create()
            .add(resource(Greeter.class), bytes(Greeter.class))
            .add("version.txt", version.getBytes(StandardCharsets.UTF_8))
            .write(jar);
      }
      Path library = directory.resolve("text-1.0.jar");
      if (!Files.exists(library)) {
        ReproducibleZip.create().add("com/acme/text.txt", new byte[] {1, 2, 3}).write(library);
      }
      return Bundle.of(jar, List.of(Library.of("com.acme", "text", "1.0", library)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An application with these functions. */
  public Application application(String version, FunctionSpec... functions) {
    return Application.of(OWNER, List.of(functions), bundle(version));
  }

  /** A function that answers HTTP as far as the provider can. */
  public static FunctionSpec function(String name, Set<Feature> features) {
    List<Trigger> triggers = new ArrayList<>();
    if (features.contains(Feature.PUBLIC_HTTP)) {
      triggers.add(new Trigger.Http("/" + name, List.of("GET", "POST"), Trigger.Access.PUBLIC));
    } else if (features.contains(Feature.HTTP)) {
      triggers.add(
          new Trigger.Http("/" + name, List.of("GET", "POST"), Trigger.Access.AUTHENTICATED));
    }
    return FunctionSpec.of(
        name, Greeter.class.getName(), "java.lang.String", "java.lang.String", triggers);
  }

  static String resource(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(resource(type))) {
      return in.readAllBytes();
    }
  }
}
