package dev.portolan.images.registry;

import dev.portolan.images.image.Image;
import java.util.Optional;

/**
 * The image that a plan deploys.
 *
 * @param pull where the cluster finds it
 * @param digest {@code sha256:<hex>} of its manifest
 * @param push what must be pushed before; empty if it is there
 * @param note about its start-up cache and its base, for people
 */
public record ImageChoice(
    Repository pull, String digest, Optional<Image> push, String tag, String note) {
  /** As a revision names it. */
  public String reference() {
    return pull.at(digest);
  }
}
