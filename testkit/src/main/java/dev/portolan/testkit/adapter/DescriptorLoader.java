package dev.portolan.testkit.adapter;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Sees the classes of another loader, and one descriptor of functions in the place of any other.
 */
public final class DescriptorLoader extends ClassLoader {
  private static final String RESOURCE = "META-INF/portolan/functions.json";

  private final byte[] descriptor;

  /** A loader that sees what another one sees, and this descriptor. */
  public DescriptorLoader(ClassLoader parent, String descriptor) {
    super(parent);
    this.descriptor = descriptor.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    return name.equals(RESOURCE)
        ? new ByteArrayInputStream(descriptor)
        : super.getResourceAsStream(name);
  }
}
