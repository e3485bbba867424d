package dev.portolan.images.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.images.config.ImageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParentImageTest {
  @Test
  void theDefaultIsPinned() {
    ParentImage.Remote base =
        assertInstanceOf(ParentImage.Remote.class, ParentImage.parse(ImageSettings.DEFAULT_BASE));
    assertTrue(base.digest().isPresent());
    assertEquals("registry-1.docker.io", base.reference().getRegistry());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/images/jre", "./jre", "../jre", "jre.tar", "images/jre.tar"})
  void aPathIsAPath(String text) {
    assertInstanceOf(ParentImage.Local.class, ParentImage.parse(text));
  }

  @Test
  void scratchIsNothing() {
    assertInstanceOf(ParentImage.Empty.class, ParentImage.parse("scratch"));
  }

  @Test
  void aWordThatIsNoReferenceIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ParentImage.parse("Not A Name"));
    assertTrue(refused.getMessage().contains("'Not A Name' is no image reference"));
  }
}
