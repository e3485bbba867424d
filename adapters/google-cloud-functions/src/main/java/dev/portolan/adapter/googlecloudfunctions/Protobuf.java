package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the fields of one message of protobuf, one after the other (protobuf.dev, "Encoding").
 *
 * <p>Whatever the bytes are, it ends, with the fields or with a {@link CodecException}.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private int wire;

  Protobuf(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Protobuf(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  static CodecException malformed() {
    return new CodecException("Expected a change of a document in protobuf");
  }

  /** Goes on to the next field; says false at the end. */
  boolean next() {
    if (position == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    if (tag >>> 32 != 0 || field == 0) {
      throw malformed();
    }
    return true;
  }

  /** The number of the field at hand, which is then read or skipped. */
  int field() {
    return field;
  }

  long number() {
    require(VARINT);
    return varint();
  }

  double real() {
    require(FIXED64);
    return Double.longBitsToDouble(fixed64());
  }

  String text() {
    byte[] text = bytes();
    if (!Utf8.isValid(text)) {
      throw malformed();
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    require(BYTES);
    int start = skipBytes();
    return Arrays.copyOfRange(bytes, start, position);
  }

  Protobuf message() {
    require(BYTES);
    int start = skipBytes();
    return new Protobuf(bytes, start, position);
  }

  /** Leaves a field alone that nobody knows. */
  void skip() {
    switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case BYTES -> skipBytes();
      case FIXED32 -> advance(4);
      default -> throw malformed();
    }
  }

  private void require(int expected) {
    if (wire != expected) {
      throw malformed();
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == end) {
        throw malformed();
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private long fixed64() {
    int start = position;
    advance(8);
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | bytes[start + i] & 0xff;
    }
    return value;
  }

  /** Where the bytes begin; they end where it goes on. */
  private int skipBytes() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw malformed();
    }
    int start = position;
    position += (int) length;
    return start;
  }

  private void advance(int count) {
    if (count > end - position) {
      throw malformed();
    }
    position += count;
  }
}
