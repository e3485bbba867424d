package dev.portolan.provider.azure.config;

import java.util.Locale;
import java.util.Map;

/**
 * Something of a function's own that bears no tags itself, at something of somebody else's: the
 * function's identity remembers it, from before it is made until after it is gone.
 */
public interface Remembered {
  /** Its resource id. */
  String id();

  /** What is the same for two that are: ids are, in any case of their letters. */
  default String key() {
    return id().toLowerCase(Locale.ROOT);
  }

  /** The tag that remembers it; a value takes 256 characters. */
  Map<String, String> tag();

  /** Whether a tag goes when it is forgotten. */
  default boolean isOwn(String tag) {
    return tag().keySet().stream().anyMatch(tag::equalsIgnoreCase);
  }

  /** Whether tags remember it; {@code null} for none. */
  default boolean isRememberedBy(Map<String, String> tags) {
    return tags != null
        && tags.keySet().stream()
            .anyMatch(each -> tag().keySet().stream().anyMatch(each::equalsIgnoreCase));
  }
}
