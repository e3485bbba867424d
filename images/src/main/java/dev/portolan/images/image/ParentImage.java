package dev.portolan.images.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import java.nio.file.Path;
import java.util.Optional;

/** What our layers stand on: the image with the Java runtime. */
public sealed interface ParentImage {
  /** As the setting spells nothing at all. */
  String SCRATCH = "scratch";

  /** Nothing: whoever runs the image brings the {@code java} of the machine. */
  record Empty() implements ParentImage {}

  /** An image that lies here, as a tar or a directory. */
  record Local(Path path) implements ParentImage {}

  /**
   * An image in a registry; its layers come here only to train a start-up cache, and on their way
   * to another registry.
   *
   * @param name as the setting spells it
   */
  record Remote(String name, ImageReference reference) implements ParentImage {
    public Optional<String> digest() {
      return reference.getDigest();
    }
  }

  /**
   * Reads the setting: {@code scratch}, a path ({@code /…}, {@code ./…} or anything that ends in
   * {@code .tar}), or a reference.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what is wrong
   */
  static ParentImage parse(String text) {
    if (text.equals(SCRATCH)) {
      return new Empty();
    }
    if (text.startsWith("/") || text.startsWith(".") || text.endsWith(".tar")) {
      return new Local(Path.of(text));
    }
    try {
      return new Remote(text, ImageReference.parse(text));
    } catch (InvalidImageReferenceException e) {
      throw new IllegalArgumentException(
          "'%s' is no image reference, no path and not 'scratch'".formatted(text), e);
    }
  }
}
