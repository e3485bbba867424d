package com.example.orders;

import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.TestEvent;

class SendReceiptTest {
  private static TestEvent placed(int cents) {
    return TestEvent.published("orders")
        .type("com.example.order.placed")
        .json("{\"id\": \"4711\", \"cents\": " + cents + "}");
  }

  @PortolanTest
  void sendsOneForAnOrderThatCosts(Replay<SendReceipt> receipts) {
    receipts.deliver(placed(995)).assertDone();
  }

  @PortolanTest
  void refusesOrdersThatCostNothing(Replay<SendReceipt> receipts) {
    receipts.deliver(placed(0)).assertRefused();
  }
}
