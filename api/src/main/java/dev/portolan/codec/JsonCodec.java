package dev.portolan.codec;

import java.lang.reflect.Type;
import java.util.Map;

/**
 * The codec of the house: small, strict, without dependencies.
 *
 * <p>Binds records (by their components), classes with a constructor without parameters (by setters
 * and public fields), classes whose public constructor's parameters are their fields, by names that
 * the compiler kept (data classes of Kotlin, case classes of Scala, with their default values),
 * enums (by name), collections, maps, arrays, {@code Optional}, {@code java.time} (ISO 8601),
 * {@code UUID}, {@code URI}, {@code byte[]} (Base64), numbers, text.
 *
 * <p>What a type does not name is ignored, so that a sender may know more than the reader. What a
 * document does not name is {@code null}, an empty {@code Optional}, or what the constructor left
 * or declares; a primitive that a record or constructor takes and that is missing or {@code null}
 * is refused: a zero that nobody sent is a wrong number. A number never becomes a text, nor a text
 * a number, nor 1.5 a whole number. No document chooses a class.
 */
public final class JsonCodec implements Codec {
  private final Shapes shapes = new Shapes();

  /** A codec with nothing learnt yet. */
  public JsonCodec() {}

  @Override
  public Object bind(Object tree, Type type) {
    return new Binder(shapes, false).bind(tree, type);
  }

  @Override
  public Object fromTexts(Map<String, Object> texts, Type type) {
    return new Binder(shapes, true).bind(texts, type);
  }

  @Override
  public byte[] write(Object value) {
    return new JsonWriter(shapes).value(value).toBytes();
  }
}
