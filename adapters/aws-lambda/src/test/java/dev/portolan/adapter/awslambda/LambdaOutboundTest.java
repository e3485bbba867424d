package dev.portolan.adapter.awslambda;

import dev.portolan.testkit.adapter.OutboundContract;

/** What the adapter for Lambda sends and stores obeys the contract. */
final class LambdaOutboundTest implements OutboundContract {
  @Override
  public Platform openPlatform() throws Exception {
    return new EmbeddedPlaces("to-pack");
  }
}
