package dev.portolan.images.config;

import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.images.image.ParentImage;
import java.util.List;

/**
 * What a project can say of its image.
 *
 * @param provider whose settings these are, for what people are told
 * @param javaFlags of the image's JVM, before the class path
 * @param startupCache whether the image holds a class-data cache, where one can be made
 */
public record ImageSettings(
    String provider, ParentImage baseImage, List<String> javaFlags, boolean startupCache) {
  /**
   * Eclipse Temurin's 25 on Ubuntu, by the digest its tag had when this was written.
   *
   * @see <a href="https://hub.docker.com/_/eclipse-temurin">the image</a>
   */
  public static final String DEFAULT_BASE =
      "docker.io/library/eclipse-temurin:25-jre"
          + "@sha256:fcd7fd7b387f94bb2ac461478a7436ad8e349924c374ea8313919624dceae636";

  private static final String DEFAULT_FLAGS =
      "-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC";

  public static final List<Setting> KNOWN =
      List.of(
          Setting.provider(
              "baseImage",
              "image with a Java runtime, by digest; a .tar or directory; or scratch",
              "eclipse-temurin:25-jre"),
          Setting.provider("javaFlags", "flags of the image's JVM", DEFAULT_FLAGS),
          Setting.provider("startupCache", "auto, or none: no class-data cache", "auto"));

  public ImageSettings {
    javaFlags = List.copyOf(javaFlags);
  }

  /** Reads what is there, and tells all that is wrong with it. */
  public static ImageSettings read(SettingReader reader) {
    return new ImageSettings(
        reader.provider(),
        baseImage(reader),
        flags(reader),
        reader.oneOf(
            "startupCache", true, new Boolean[] {true, false}, on -> on ? "auto" : "none"));
  }

  /** A setting's whole name, for people. */
  public String name(String key) {
    return SettingReader.name(provider, key);
  }

  private static ParentImage baseImage(SettingReader reader) {
    try {
      return ParentImage.parse(reader.text("baseImage").orElse(DEFAULT_BASE));
    } catch (IllegalArgumentException e) {
      reader.problem("baseImage", e.getMessage(), "name one as in " + DEFAULT_BASE);
      return ParentImage.parse(DEFAULT_BASE);
    }
  }

  private static List<String> flags(SettingReader reader) {
    List<String> flags = List.of(reader.text("javaFlags").orElse(DEFAULT_FLAGS).split("\\s+"));
    if (flags.stream().anyMatch(flag -> !flag.startsWith("-"))) {
      reader.problem("javaFlags", "holds something that is no flag", "begin each with a dash");
    }
    return flags;
  }
}
