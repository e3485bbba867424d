package dev.portolan.adapter.springcloudfunction;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication;
import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.describe.Descriptor;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.runtime.Invoker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sample application, found as the build finds it and called as every adapter calls it. */
final class Sample implements AutoCloseable {
  private static final String FOLDER = SampleApplication.class.getPackageName().replace('.', '/');

  private final List<FunctionSpec> functions;
  private final Map<String, Invoker> invokers = new HashMap<>();

  private Sample(List<FunctionSpec> functions) {
    this.functions = functions;
  }

  /**
   * @param work where its classes are copied to, away from those of the tests
   * @param keysAndValues what its project configures, as {@code <function>.<key>}
   */
  static Sample in(Path work, String... keysAndValues) {
    copyClasses(work.resolve(FOLDER));
    List<Configuration.Entry> entries = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.add(new Configuration.Entry(keysAndValues[i], keysAndValues[i + 1], "pom.xml:1"));
    }
    if (!List.of(keysAndValues).toString().contains(".definition")) {
      // what takes an event is refused where nothing sends one
      entries.add(new Configuration.Entry("portable-events.topic", "people", "pom.xml:1"));
    }
    Configuration configuration = Configuration.of(entries);
    Library adapter = Library.of("dev.portolan", "scf", "1", location(BeanFunction.class));
    Bundle bundle = Bundle.of(work, List.of(adapter));
    List<FunctionSpec> found = Description.from(bundle, configuration.ofClasses()).orThrow();
    return new Sample(configuration.resolve(new NoProvider(), found).orThrow().functions());
  }

  HttpResponse http(String function, HttpRequest request) {
    return invoker(function).http(request, false, new FakeCall());
  }

  /** An event in its JSON form, to a function that a queue calls. */
  HttpResponse event(String function, Object tree) {
    return invoker(function).eventHere(tree, new FakeCall());
  }

  private Invoker invoker(String function) {
    return invokers.computeIfAbsent(function, this::open);
  }

  private Invoker open(String function) {
    byte[] json = Descriptor.json(functions).getBytes(StandardCharsets.UTF_8);
    ClassLoader loader =
        new ClassLoader(Sample.class.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return name.equals(Descriptor.PATH)
                ? new ByteArrayInputStream(json)
                : super.getResourceAsStream(name);
          }
        };
    return Invoker.open(Map.of("PORTOLAN_FUNCTION", function), loader);
  }

  @Override
  public void close() {
    for (Invoker invoker : invokers.values()) {
      try {
        invoker.lifecycle().stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** They lie in a jar where these tests run for another generation of Spring. */
  private static void copyClasses(Path to) {
    Path all = location(SampleApplication.class);
    try {
      Files.createDirectories(to);
      if (Files.isDirectory(all)) {
        copy(all.resolve(FOLDER), to);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(all)) {
          copy(jar.getPath(FOLDER), to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
