package dev.portolan.benchmarks.function;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Map;

/** What the default codec is compared with: Jackson databind in the same place. */
public final class JacksonCodec implements Codec {
  private final ObjectMapper mapper =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @Override
  public Object read(byte[] json, Type type) {
    try {
      return mapper.readValue(json, mapper.constructType(type));
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  @Override
  public Object fromTexts(Map<String, Object> texts, Type type) {
    return mapper.convertValue(texts, mapper.constructType(type));
  }

  @Override
  public byte[] write(Object value) {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (IOException unfit) {
      throw new UncheckedIOException(unfit);
    }
  }
}
