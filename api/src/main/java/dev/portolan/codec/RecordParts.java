package dev.portolan.codec;

import java.lang.reflect.Type;
import java.util.Collection;

/**
 * Makes a record whose components do not come from one document.
 *
 * <p>Thread-safe.
 */
public final class RecordParts {
  private final RecordShape shape;
  private final Binder texts = new Binder(new Shapes(), true);

  /** Of a record without type parameters. */
  public RecordParts(Class<?> type) {
    this.shape = new RecordShape(type);
  }

  /** How many components there are. */
  public int size() {
    return shape.types.length;
  }

  /** The name of a component, from 0. */
  public String name(int index) {
    return shape.name(index);
  }

  /** The type of a component, from 0. */
  public Type type(int index) {
    return shape.types[index];
  }

  /** Whether a component takes several texts. */
  public boolean takesMany(int index) {
    Class<?> raw = Generics.raw(shape.types[index]);
    return raw.isArray() || Collection.class.isAssignableFrom(raw);
  }

  /**
   * What a component is, of a text; as {@link JsonCodec#fromTexts} has it.
   *
   * @param text a {@code String}, a {@code List} of them, or {@code null} for none
   * @throws CodecException if the component is nothing of the kind
   */
  public Object read(int index, Object text) {
    try {
      return texts.bind(text, shape.types[index]);
    } catch (RuntimeException failure) {
      throw Failure.within(shape.name(index), failure);
    }
  }

  /**
   * The record.
   *
   * @param values what its components are, in their order
   * @throws CodecException if the record itself refuses them
   */
  public Object make(Object[] values) {
    return shape.make(values);
  }
}
