package com.example.thumbnails;

import dev.portolan.Reject;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures of strangers: first how large one is, then no more of it than is needed. */
final class Picture {
  private static final int LONGEST_SIDE = 160;
  private static final long MOST_PIXELS = 100_000_000;

  static {
    ImageIO.setUseCache(false);
  }

  private Picture() {}

  /** A PNG of it, 160 pixels at most each way. */
  static byte[] thumbnail(byte[] picture) throws IOException {
    BufferedImage small = scaled(read(picture));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(small, "png", png);
    return png.toByteArray();
  }

  private static BufferedImage read(byte[] picture) {
    try (ImageInputStream input =
        ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new Reject("not a picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return read(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      throw new Reject("a broken picture: " + broken.getMessage());
    }
  }

  /** Every n-th pixel of a large one: a few kilobytes can say that they are gigabytes. */
  private static BufferedImage read(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw new Reject("a picture of " + width + " × " + height + " pixels");
    }
    ImageReadParam param = reader.getDefaultReadParam();
    int step = Math.max(1, Math.max(width, height) / (4 * LONGEST_SIDE));
    param.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, param);
  }

  private static BufferedImage scaled(BufferedImage image) {
    int longest = Math.max(image.getWidth(), image.getHeight());
    double scale = Math.min(1, (double) LONGEST_SIDE / longest);
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return small;
  }
}
