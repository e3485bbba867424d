package dev.portolan.testkit.codec;

import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonCodec;

/** The codec of the house obeys the contract of all. */
final class JsonCodecContractTest implements CodecContract {
  @Override
  public Codec codec() {
    return new JsonCodec();
  }
}
