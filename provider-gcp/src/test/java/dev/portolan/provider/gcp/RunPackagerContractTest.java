package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
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

/** Holds the packager for Cloud Run to what every packager must do, without a base image. */
class RunPackagerContractTest implements PackagerContract {
  @Override
  public Provider provider() {
    return new GcpProvider();
  }

  @Override
  public Settings settings() {
    return Settings.of(Map.of("target", "run", "baseImage", "scratch", "startupCache", "none"));
  }

  @Override
  public String entryPoint() {
    return "dev.portolan.adapter.googlecloudfunctions.CloudRunEntryPoint";
  }

  @Override
  public List<String> staysAtHome() {
    return List.of("com.google.", "io.grpc.");
  }

  @Override
  public List<String> names(Path artifact) throws IOException {
    try (TarFile tar = new TarFile(artifact)) {
      return tar.getEntries().stream().map(TarArchiveEntry::getName).toList();
    }
  }

  @Override
  public Map<String, byte[]> jars(Path artifact) throws IOException {
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
