package dev.portolan.benchmarks.function;

import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonCodec;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.ServiceLoader;

/** What it would cost to look for codecs with {@code ServiceLoader} at each start. */
public final class LookedUpCodec implements Codec {
  private final Codec codec =
      ServiceLoader.load(Codec.class, LookedUpCodec.class.getClassLoader())
          .findFirst()
          .orElseGet(JsonCodec::new);

  @Override
  public Object bind(Object tree, Type type) {
    return codec.bind(tree, type);
  }

  @Override
  public Object fromTexts(Map<String, Object> texts, Type type) {
    return codec.fromTexts(texts, type);
  }

  @Override
  public byte[] write(Object value) {
    return codec.write(value);
  }
}
