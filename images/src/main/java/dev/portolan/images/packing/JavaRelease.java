package dev.portolan.images.packing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.images.config.ImageSettings;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.ParentImage;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java release that an image runs, where that can be known without running it. */
final class JavaRelease {
  private static final Pattern VARIABLE = Pattern.compile("JAVA_VERSION=(?:jdk-?)?(\\d+).*");
  private static final int DEFAULT = 25;

  private JavaRelease() {}

  /** The default image's; what a base image that lies here says; this machine's for none. */
  static OptionalInt of(ParentImage base, Image image) {
    if (base instanceof ParentImage.Empty) {
      return OptionalInt.of(Runtime.version().feature());
    }
    if (base.equals(ParentImage.parse(ImageSettings.DEFAULT_BASE))) {
      return OptionalInt.of(DEFAULT);
    }
    for (JsonNode variable : image.run().path("Env")) {
      Matcher matcher = VARIABLE.matcher(variable.asText());
      if (matcher.matches()) {
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return OptionalInt.empty();
  }
}
