package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.packing.ImagePackager;
import dev.portolan.provider.gcp.config.GcpSettings;
import dev.portolan.provider.gcp.config.Product;
import dev.portolan.provider.gcp.packing.SourcePackager;
import dev.portolan.provider.gcp.run.CloudRunAdapter;
import java.io.IOException;
import java.nio.file.Path;

/** Packs an archive for Cloud Functions, or an image for Cloud Run. */
final class GcpPackager implements Packager {
  private final GcpSettings settings;

  GcpPackager(GcpSettings settings) {
    this.settings = settings;
  }

  @Override
  public Artifact pack(Application application, Path directory) throws IOException {
    Packager packager =
        settings.product() == Product.RUN
            ? new ImagePackager(settings.image(), CloudRunAdapter.find())
            : new SourcePackager(settings.runtime());
    return packager.pack(application, directory);
  }
}
