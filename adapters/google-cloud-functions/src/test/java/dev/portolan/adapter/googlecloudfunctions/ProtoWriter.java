package dev.portolan.adapter.googlecloudfunctions;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes protobuf, as Firestore does. */
final class ProtoWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtoWriter number(int field, long value) {
    return varint((long) field << 3).varint(value);
  }

  ProtoWriter real(int field, double value) {
    varint((long) field << 3 | 1);
    ByteBuffer little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value);
    bytes.writeBytes(little.array());
    return this;
  }

  ProtoWriter fixed32(int field) {
    varint((long) field << 3 | 5);
    bytes.writeBytes(new byte[4]);
    return this;
  }

  ProtoWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | 2).varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoWriter message(int field, ProtoWriter value) {
    return bytes(field, value.toBytes());
  }

  /** An entry of a map of values. */
  ProtoWriter entry(int field, String name, ProtoWriter value) {
    return message(field, new ProtoWriter().text(1, name).message(2, value));
  }

  private ProtoWriter varint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes.write((int) (rest & 0x7f | 0x80));
    }
    bytes.write((int) rest);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
