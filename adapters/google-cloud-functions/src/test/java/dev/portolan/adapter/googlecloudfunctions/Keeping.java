package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.PortableFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers what it is told, and keeps the context of each call, which no function should. */
public final class Keeping implements PortableFunction<byte[], byte[]> {
  static final List<Context> KEPT = Collections.synchronizedList(new ArrayList<>());

  static Described described() {
    return new Described(Keeping.class, "byte[]", Described.HTTP);
  }

  @Override
  public byte[] handle(byte[] told, Context context) {
    KEPT.add(context);
    return told;
  }
}
