package dev.portolan.codec.jackson;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * Refuses what JSON does not have: Jackson writes NaN as text, and half a character as an escape.
 */
final class StrictGenerator extends JsonGeneratorDelegate {
  StrictGenerator(JsonGenerator to) {
    super(to, false);
  }

  @Override
  public void writeNumber(double number) throws IOException {
    super.writeNumber(finite(number));
  }

  @Override
  public void writeNumber(float number) throws IOException {
    super.writeNumber((float) finite(number));
  }

  @Override
  public void writeArray(double[] array, int offset, int length) throws IOException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(array[i]);
    }
    writeEndArray();
  }

  @Override
  public void writeString(String text) throws IOException {
    super.writeString(whole(text));
  }

  @Override
  public void writeString(SerializableString text) throws IOException {
    writeString(text.getValue());
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    writeString(new String(text, offset, length));
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    super.writeFieldName(whole(name));
  }

  private double finite(double number) throws JsonGenerationException {
    if (!Double.isFinite(number)) {
      throw new JsonGenerationException("a number that JSON does not have: " + number, this);
    }
    return number;
  }

  private String whole(String text) throws JsonGenerationException {
    for (int i = 0; text != null && i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw new JsonGenerationException("text with a lone surrogate cannot be written", this);
        }
        i++;
      }
    }
    return text;
  }
}
