package com.example.thumbnails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Event;
import dev.portolan.ObjectRef;
import dev.portolan.Reject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ThumbnailTest {
  private final MemoryContext context = new MemoryContext();

  private static byte[] picture(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private BufferedImage thumbnail() throws IOException {
    new Thumbnail().handle(stored(), context);
    byte[] png = context.objects.get("thumbnails/cats/a b.jpg.png");
    assertEquals("PNG", new String(png, 1, 3, StandardCharsets.US_ASCII));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static Event<ObjectRef> stored() {
    return new Event<>(
        Event.Kind.OBJECT_CREATED,
        "1",
        "/photos",
        "stored",
        Optional.empty(),
        Optional.empty(),
        "application/json",
        Map.of(),
        ObjectRef.of("acme-photos-prod", "cats/a b.jpg"));
  }

  @Test
  void storesASmallPng() throws IOException {
    context.objects.put("photos/cats/a b.jpg", picture(1600, 1200, "jpg"));
    BufferedImage small = thumbnail();
    assertEquals(160, small.getWidth());
    assertEquals(120, small.getHeight());
  }

  @Test
  void makesNothingLargerAndNothingVanish() throws IOException {
    context.objects.put("photos/cats/a b.jpg", picture(16, 12, "png"));
    assertEquals(16, thumbnail().getWidth());
    context.objects.put("photos/cats/a b.jpg", picture(2000, 1, "png"));
    assertEquals(1, thumbnail().getHeight());
  }

  @Test
  void refusesWhatIsNoPictureAndWhatIsBroken() throws IOException {
    context.objects.put("photos/cats/a b.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
    assertThrows(Reject.class, this::thumbnail);
    context.objects.put("photos/cats/a b.jpg", new byte[0]);
    assertThrows(Reject.class, this::thumbnail);
    byte[] whole = picture(1600, 1200, "png");
    context.objects.put("photos/cats/a b.jpg", Arrays.copyOf(whole, whole.length / 2));
    assertThrows(Reject.class, this::thumbnail);
    assertEquals(Set.of("photos/cats/a b.jpg"), context.objects.keySet());
  }

  /** The head of a PNG says how large it is; the rest of this one is of a small one. */
  @Test
  void refusesWhatSaysThatItIsHugeBeforeItIsRead() throws IOException {
    byte[] bomb = picture(1, 1, "png");
    ByteBuffer head = ByteBuffer.wrap(bomb);
    head.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(bomb, 12, 17);
    head.putInt(29, (int) crc.getValue());
    context.objects.put("photos/cats/a b.jpg", bomb);
    Reject refused = assertThrows(Reject.class, this::thumbnail);
    assertTrue(refused.getMessage().contains("60000 × 60000"), refused.getMessage());
  }

  @Test
  void aPhotoThatIsGoneIsNoFailure() throws IOException {
    assertNull(new Thumbnail().handle(stored(), context));
    assertEquals(Map.of(), context.objects);
  }
}
