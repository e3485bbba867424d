package dev.portolan.images.packing;

import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Layer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Remembers whether an image's bytes failed to come: what is wrong then is not the image. */
final class Line {
  private IOException failure;

  /** The same image, read over this line. */
  Image over(Image image) {
    List<Layer> layers = image.layers().stream().map(this::over).collect(Collectors.toList());
    return new Image(image.configuration(), layers, image.annotations());
  }

  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  private Layer over(Layer layer) {
    Blob blob = layer.blob();
    Blob.Source source = () -> new Watched(call(blob.source()::open));
    return new Layer(
        new Blob(blob.digest(), blob.size(), source),
        layer.mediaType(),
        layer.diffId(),
        layer.history());
  }

  private interface Call<T> {
    T call() throws IOException;
  }

  private <T> T call(Call<T> call) throws IOException {
    try {
      return call.call();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return call(super::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return call(() -> in.read(bytes, offset, length));
    }

    @Override
    public long skip(long n) throws IOException {
      return call(() -> in.skip(n));
    }
  }
}
