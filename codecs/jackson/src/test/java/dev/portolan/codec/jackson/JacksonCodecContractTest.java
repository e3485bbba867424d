package dev.portolan.codec.jackson;

import dev.portolan.codec.Codec;
import dev.portolan.testkit.codec.CodecContract;

/** Jackson's codec obeys the contract of all. */
final class JacksonCodecContractTest implements CodecContract {
  @Override
  public Codec codec() {
    return new JacksonCodec();
  }
}
