package dev.portolan.provider.gcp.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Place;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where images go, as they name it and as the API does. */
class ImagePlaceTest {
  private static final Place PLACE = new Place("acme-1", "europe-west1");
  private static final Owner OWNER = Owner.of("com.acme", "Shop.Core", "dev");

  @Test
  @DisplayName("Where none is set it is one of ours, in the project and region")
  void ours() {
    ImagePlace images = ImagePlace.of(Optional.empty(), PLACE);
    assertEquals(
        "europe-west1-docker.pkg.dev/acme-1/portolan/shop-core",
        images.repository(OWNER).toString());
    assertEquals("projects/acme-1/locations/europe-west1/repositories/portolan", images.fullName());
  }

  @Test
  @DisplayName("One that is set may be in another project, in a multi-region, and in a domain")
  void set() {
    ImagePlace other = ImagePlace.of(Optional.of("europe-docker.pkg.dev/tools/images/team"), PLACE);
    assertEquals("projects/tools/locations/europe/repositories/images", other.fullName());
    ImagePlace domain =
        ImagePlace.of(Optional.empty(), new Place("example.com:shop", "us-central1"));
    assertEquals("us-central1-docker.pkg.dev/example.com/shop/portolan", domain.registry());
    assertEquals(
        "projects/example.com:shop/locations/us-central1/repositories/portolan", domain.fullName());
  }
}
