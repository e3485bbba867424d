package dev.portolan.codec.jackson3;

import dev.portolan.codec.Codec;
import dev.portolan.testkit.codec.CodecContract;

/** Jackson's codec obeys the contract of all. */
final class Jackson3CodecContractTest implements CodecContract {
  @Override
  public Codec codec() {
    return new Jackson3Codec();
  }
}
