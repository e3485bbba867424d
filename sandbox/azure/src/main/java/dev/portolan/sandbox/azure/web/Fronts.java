package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.util.Optional;

/** Sites as those see them who call their functions. */
public final class Fronts {
  private final Ledger ledger;
  private final CallGate gate;
  private final Hosts hosts;

  public Fronts(Ledger ledger, CallGate gate, Hosts hosts) {
    this.ledger = ledger;
    this.gate = gate;
    this.hosts = hosts;
  }

  /** Answers one request to a site. */
  public WireResponse handle(String site, WireRequest request) throws ConnectionLostException {
    return gate.pass(
        new CallGate.Arrival("site", "Request", Access.INVOCATION, "/" + site + request.path()),
        stale -> answer(site, request),
        Fronts::worded);
  }

  private WireResponse answer(String name, WireRequest request) {
    ObjectNode tree = ledger.read(false);
    Optional<ObjectNode> site = Web.named(tree, name);
    if (site.isEmpty()) {
      return WireResponse.of(404, "text/html", "<h1>404 Web Site not found.</h1>");
    }
    return hosts.answer(tree, site.get(), ledger.now(), request);
  }

  private static WireResponse worded(Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> WireResponse.of(429, "text/plain", "Too many requests.");
      case EXPIRED_CREDENTIALS -> WireResponse.of(401, "text/plain", "");
      case IN_PROGRESS -> AppPlan.NO_HOST;
      default -> WireResponse.of(502, "text/html", "<h1>502 Bad Gateway</h1>");
    };
  }
}
