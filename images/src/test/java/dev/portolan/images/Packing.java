package dev.portolan.images;

import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.packaging.ClassPath;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.packing.Adapter;
import dev.portolan.images.packing.ImagePackager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Packs images as a provider of the name {@code test} would, on Portolan's own server. */
public final class Packing {
  private static final String ENTRY_POINT = "dev.portolan.adapter.http.HttpEntryPoint";

  private Packing() {}

  public static ImageSettings settings(Map<String, String> values) {
    return ImageSettings.read(SettingReader.of("test", Settings.of(values), new ArrayList<>()));
  }

  public static Adapter adapter() {
    ClassLoader loader = Packing.class.getClassLoader();
    return new Adapter(
        ENTRY_POINT,
        List.of(
            ClassPath.find("dev.portolan", "portolan-http", ENTRY_POINT, loader),
            ClassPath.find(
                "dev.portolan", "portolan-api", "dev.portolan.PortableFunction", loader)));
  }

  public static ImagePackager packager(Map<String, String> values) {
    return new ImagePackager(settings(values), adapter());
  }
}
