package dev.portolan.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.FaultPoint.Phase;
import org.junit.jupiter.api.Test;

class CallGateTest {
  private final FaultPlan faults = new FaultPlan();
  private final CallLog log = new CallLog();
  private final CallGate gate = new CallGate(faults, log);
  private int committed;

  private WireResponse pass(String operation) throws ConnectionLostException {
    return gate.pass(
        new CallGate.Arrival("s", operation, Access.MUTATION, "t"),
        stale -> {
          committed++;
          return WireResponse.of(200, "text/plain", "done");
        },
        fault -> WireResponse.of(429, "text/plain", fault.kind().toString()));
  }

  @Test
  void aFaultBeforeSendKeepsTheCallFromTakingEffect() throws Exception {
    faults.at(2, Phase.BEFORE_SEND, Fault.drop()).at(3, Phase.BEFORE_SEND, Fault.throttle());
    pass("a");
    assertThrows(ConnectionLostException.class, () -> pass("b"));
    assertEquals(429, pass("c").status());
    assertEquals(1, committed);
    assertEquals(0, faults.unspent());
    assertEquals(
        "[1 s:a MUTATION t 200, 2 s:b MUTATION t 0, 3 s:c MUTATION t 429]", log.calls().toString());
  }

  @Test
  void aFaultAfterCommitLeavesItsEffect() {
    faults.on("s", "a", Phase.AFTER_COMMIT, Fault.drop(), 2);
    assertThrows(ConnectionLostException.class, () -> pass("a"));
    assertThrows(ConnectionLostException.class, () -> pass("a"));
    assertEquals(2, committed);
  }

  @Test
  void theDeadDoNothingUntilTheyLiveAgain() throws Exception {
    faults.at(1, Phase.AFTER_RESPONSE, Fault.kill());
    assertEquals("done", pass("a").text());
    assertThrows(CallerKilledError.class, () -> pass("b"));
    assertTrue(faults.killed());
    assertEquals(1, committed);
    faults.revive();
    pass("b");
    assertEquals(2, log.calls().get(1).number());
  }
}
