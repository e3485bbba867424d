package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.protocol.WireProtocol.Asked;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One endpoint for all services: finds the service by the signature's scope, the operation by the
 * service's protocol, and takes the call through authentication, fault point, validation, commit
 * and answer.
 */
public final class AwsWire implements WireHandler {
  private final Map<String, Service> services;
  private final StateStore state;
  private final CallGate gate;
  private final TimeSource time;
  private final InstantSource signingClock;
  private final Identity.Directory identities;
  private final Authorization authorization;
  private final Runnable changed;

  /** {@code changed} runs after each mutation that took effect. */
  public AwsWire(
      Stream<Service> services,
      StateStore state,
      CallGate gate,
      TimeSource time,
      InstantSource signingClock,
      Identity.Directory identities,
      Authorization authorization,
      Runnable changed) {
    this.services = services.collect(Collectors.toMap(Service::signingName, Function.identity()));
    this.state = state;
    this.gate = gate;
    this.time = time;
    this.signingClock = signingClock;
    this.identities = identities;
    this.authorization = authorization;
    this.changed = changed;
  }

  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    String requestId = UUID.randomUUID().toString();
    WireProtocol protocol = RestJson.plain();
    Service service;
    Caller caller;
    Asked asked;
    try {
      Credential credential = Credential.from(request);
      service = services.get(credential.service());
      if (service == null) {
        throw CommonError.UNKNOWN_OPERATION.refusal(
            "the sandbox has no service '" + credential.service() + "', only " + services.keySet());
      }
      protocol = service.protocol();
      Identity identity =
          identities
              .find(credential.accessKeyId())
              .orElseThrow(
                  () ->
                      credential.service().equals("sts") || credential.service().equals("iam")
                          ? CommonError.INVALID_CLIENT_TOKEN.refusal()
                          : CommonError.UNRECOGNIZED_CLIENT.refusal());
      Signature.check(request, credential, identity, signingClock.instant());
      caller = authorization.caller(credential, identity);
      asked = protocol.read(request, service.operations());
    } catch (AwsRefusal refusal) {
      return protocol.write(refusal, requestId);
    }
    return gate.pass(
        new CallGate.Arrival(
            service.signingName(),
            asked.operation().name(),
            asked.operation().access(),
            asked.target()),
        stale -> answer(service, asked, request, caller, stale, requestId),
        fault -> service.protocol().write(worded(service, fault), requestId));
  }

  private WireResponse answer(
      Service service,
      Asked asked,
      WireRequest request,
      Caller caller,
      boolean stale,
      String requestId) {
    Operation operation = asked.operation();
    try {
      String violations = Violations.of(asked.input(), operation.input());
      if (!violations.isEmpty()) {
        throw service.invalid().refusal(violations);
      }
      Function<ObjectNode, Reply> step =
          tree -> {
            Call call = new Call(operation, asked.input(), tree, request, caller, time.now());
            authorization.check(call);
            return service.actions().get(operation.name()).run(call);
          };
      if (operation.access() != Access.MUTATION) {
        return service
            .protocol()
            .write(operation, step.apply(stale ? state.readStale() : state.read()), requestId);
      }
      Reply reply = state.change(step);
      changed.run();
      return service.protocol().write(operation, reply, requestId);
    } catch (AwsRefusal refusal) {
      return service.protocol().write(refusal, requestId);
    }
  }

  private static AwsRefusal worded(Service service, Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE -> service.throttled().refusal();
      case IN_PROGRESS -> service.inProgress().refusal("the resource");
      case EXPIRED_CREDENTIALS -> CommonError.EXPIRED_TOKEN.refusal();
      default -> service.failed().refusal();
    };
  }
}
