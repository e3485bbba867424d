package dev.portolan.testkit.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.Codec;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.TypeNames;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** A codec, and what the contracts ask of it in few words. */
public interface CodecUnderTest {

  /** A codec with nothing learnt yet. */
  Codec codec();

  /** Reads a document as a class. */
  @SuppressWarnings("unchecked")
  default <T> T read(String json, Class<T> type) {
    return (T) codec().read(bytes(json), type);
  }

  /** Reads a document as a type with arguments, spelled as in a descriptor. */
  default Object read(String json, String type) {
    return codec().read(bytes(json), type(type));
  }

  /** Writes a value, and reads it back as what it was. */
  default void assertGoesRound(String json, Object value) {
    assertWrites(json, value);
    assertEquals(value, read(json, value.getClass()));
  }

  /** Writes a value as these bytes. */
  default void assertWrites(String json, Object value) {
    assertEquals(json, new String(codec().write(value), StandardCharsets.UTF_8));
  }

  /** Refuses a document for whoever sent it, in these words. */
  default void assertRefused(String message, String json, Type type) {
    CodecException refused =
        assertThrows(CodecException.class, () -> codec().read(bytes(json), type), json);
    assertEquals(message, refused.getMessage(), json);
  }

  /** The same value, whatever number types it is made of. */
  static Object plain(byte[] json) {
    return Documents.plain(JsonReader.read(json));
  }

  /** A type by the name that a descriptor has for it. */
  static Type type(String name) {
    try {
      return TypeNames.find(name, CodecUnderTest.class.getClassLoader());
    } catch (ClassNotFoundException missing) {
      throw new AssertionError(missing);
    }
  }

  /** A document. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
