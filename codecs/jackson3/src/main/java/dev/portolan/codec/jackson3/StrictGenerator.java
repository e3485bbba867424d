package dev.portolan.codec.jackson3;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Refuses what JSON does not have: Jackson writes NaN as text, and half a character as an escape.
 */
final class StrictGenerator extends JsonGeneratorDelegate {
  StrictGenerator(JsonGenerator to) {
    super(to, false);
  }

  @Override
  public JsonGenerator writeNumber(double number) {
    return super.writeNumber(finite(number));
  }

  @Override
  public JsonGenerator writeNumber(float number) {
    return super.writeNumber((float) finite(number));
  }

  @Override
  public JsonGenerator writeArray(double[] array, int offset, int length) {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(array[i]);
    }
    return writeEndArray();
  }

  @Override
  public JsonGenerator writeString(String text) {
    return super.writeString(whole(text));
  }

  @Override
  public JsonGenerator writeString(SerializableString text) {
    return writeString(text.getValue());
  }

  @Override
  public JsonGenerator writeString(char[] text, int offset, int length) {
    return writeString(new String(text, offset, length));
  }

  @Override
  public JsonGenerator writeName(String name) {
    return super.writeName(whole(name));
  }

  private double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new StreamWriteException(this, "a number that JSON does not have: " + number);
    }
    return number;
  }

  private String whole(String text) {
    for (int i = 0; text != null && i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw new StreamWriteException(this, "text with a lone surrogate cannot be written");
        }
        i++;
      }
    }
    return text;
  }
}
