package dev.portolan.provider.knative;

import dev.portolan.adapter.http.HttpEntryPoint;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.images.image.ImageReader;
import dev.portolan.images.image.Layer;
import dev.portolan.testkit.PackagerContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The packager as the contract sees it, on whatever base image a test gives it. */
interface KnativePackagerUnderTest extends PackagerContract {
  @Override
  default Provider provider() {
    return new KnativeProvider();
  }

  @Override
  default String entryPoint() {
    return HttpEntryPoint.class.getName();
  }

  @Override
  default List<String> staysAtHome() {
    return List.of("io.fabric8.", "com.google.cloud.tools.jib.", "com.google.common.");
  }

  @Override
  default List<String> names(Path artifact) throws IOException {
    try (TarFile tar = new TarFile(artifact)) {
      return tar.getEntries().stream().map(TarArchiveEntry::getName).toList();
    }
  }

  @Override
  default Map<String, byte[]> jars(Path artifact) throws IOException {
    Map<String, byte[]> jars = new LinkedHashMap<>();
    for (Layer layer : ImageReader.read(artifact, Architecture.X86_64).layers()) {
      try (InputStream in = layer.blob().source().open();
          TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          if (e.getName().endsWith(".jar")) {
            jars.put(e.getName(), tar.readAllBytes());
          }
        }
      }
    }
    return jars;
  }
}
