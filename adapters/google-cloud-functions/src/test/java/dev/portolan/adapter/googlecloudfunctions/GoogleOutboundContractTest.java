package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.testkit.adapter.OutboundContract;

/** What is sent to Pub/Sub and stored in Cloud Storage obeys the contract. */
final class GoogleOutboundContractTest implements OutboundContract {
  @Override
  public Platform openPlatform() throws Exception {
    return new EmbeddedPlaces();
  }
}
