package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.PortableFunction;

/** Says how many bytes came. */
public final class Counting implements PortableFunction<byte[], String> {
  @Override
  public String handle(byte[] body, Context context) {
    return Integer.toString(body.length);
  }
}
