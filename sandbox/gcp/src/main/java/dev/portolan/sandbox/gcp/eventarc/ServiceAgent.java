package dev.portolan.sandbox.gcp.eventarc;

import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Delays;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Google's own account that makes triggers. It is made when a project first wants one, and may do
 * nothing for some minutes.
 */
final class ServiceAgent {
  private final Supplier<Delays> delays;
  private final AtomicReference<Instant> wanted = new AtomicReference<>();

  ServiceAgent(Supplier<Delays> delays) {
    this.delays = delays;
  }

  /** Refuses until the agent has its permissions. */
  void check(Call call) {
    if (EventarcState.TRIGGERS.names(call.tree(), "projects/").isEmpty()) {
      wanted.compareAndSet(null, call.now());
      if (call.now().isBefore(wanted.get().plus(delays.get().agent()))) {
        throw EventarcError.AGENT.refusal();
      }
    }
  }
}
