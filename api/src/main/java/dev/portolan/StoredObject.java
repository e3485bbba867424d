package dev.portolan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** An object that is being read from a bucket. Not thread-safe. */
public final class StoredObject implements Closeable {
  private final ObjectRef ref;
  private final InputStream content;

  /** An object of this content, which is closed with it. */
  public StoredObject(ObjectRef ref, InputStream content) {
    this.ref = ref;
    this.content = content;
  }

  /** What it is called, and what the store tells of it. */
  public ObjectRef ref() {
    return ref;
  }

  /** Its bytes, as they come; ends early with an {@link IOException}, never silently. */
  public InputStream content() {
    return content;
  }

  /**
   * What is left of its bytes.
   *
   * @param most how many there may be
   * @throws IOException if there are more, or they cannot be read
   */
  public byte[] bytes(int most) throws IOException {
    byte[] bytes = content.readNBytes(most);
    if (bytes.length == most && content.read() >= 0) {
      throw new IOException(
          ref.key() + " in " + ref.bucket() + " has more than " + most + " bytes");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
