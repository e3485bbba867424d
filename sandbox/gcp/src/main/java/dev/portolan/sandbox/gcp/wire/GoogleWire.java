package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.wire.Rpc.Match;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All services that are spoken to in JSON: finds the method, and takes the call through
 * authentication, fault point, validation, commit and answer.
 */
public final class GoogleWire {
  /** By what they can print, kept for the next cloud: hundreds are opened in one process. */
  private static final Map<Set<FileDescriptor>, JsonFormat.Printer> PRINTERS =
      new ConcurrentHashMap<>();

  private final List<Service> services;
  private final StateStore state;
  private final CallGate gate;
  private final TimeSource time;
  private final Function<WireRequest, String> caller;
  private final BiConsumer<ObjectNode, String> enabled;
  private final Runnable changed;
  private final JsonFormat.Printer names;
  private final JsonFormat.Printer numbers;

  /**
   * Serves these.
   *
   * @param caller tells whose token a request bears, or refuses
   * @param enabled refuses calls to a host whose service is not enabled
   * @param changed runs after each mutation that took effect
   */
  public GoogleWire(
      List<Service> services,
      StateStore state,
      CallGate gate,
      TimeSource time,
      Function<WireRequest, String> caller,
      BiConsumer<ObjectNode, String> enabled,
      Runnable changed) {
    this.services = List.copyOf(services);
    this.state = state;
    this.gate = gate;
    this.time = time;
    this.caller = caller;
    this.enabled = enabled;
    this.changed = changed;
    this.names =
        PRINTERS.computeIfAbsent(
            services.stream()
                .flatMap(service -> service.rpcs().files())
                .collect(Collectors.toSet()),
            GoogleWire::printer);
    this.numbers = names.printingEnumsAsInts();
  }

  private static JsonFormat.Printer printer(Set<FileDescriptor> files) {
    TypeRegistry.Builder types = TypeRegistry.newBuilder();
    files.forEach(file -> types.add(file.getMessageTypes()));
    return JsonFormat.printer().usingTypeRegistry(types.build());
  }

  /** The service of a host, if it is one of these. */
  public Optional<Service> find(String host) {
    return services.stream().filter(each -> each.host().equals(host)).findFirst();
  }

  /** Answers one request; its path no longer names the host. */
  public WireResponse handle(Service service, WireRequest request) throws ConnectionLostException {
    Match match;
    String who;
    try {
      who = caller.apply(request);
      Project.check(request.path());
      Locations.check(service.host(), request.path());
      match = match(service, request);
      enabled.accept(state.read(), service.host());
    } catch (GoogleRefusal refusal) {
      return refusal.response();
    }
    Message message = null;
    GoogleRefusal unreadable = null;
    try {
      message = RequestReader.read(match, request);
    } catch (GoogleRefusal refusal) {
      unreadable = refusal;
    }
    Message read = message;
    GoogleRefusal refused = unreadable;
    Access access = read == null ? match.rpc().access() : match.rpc().access(read);
    return gate.pass(
        new CallGate.Arrival(service.host(), match.rpc().name(), access, request.path()),
        stale ->
            refused != null
                ? refused.response()
                : answer(match.rpc(), access, read, who, request, stale),
        fault -> worded(service, fault).response());
  }

  private static Match match(Service service, WireRequest request) {
    return service
        .rpcs()
        .match(request.method(), request.path())
        .orElseThrow(
            () ->
                service
                    .rpcs()
                    .unoffered(request.method(), request.path())
                    .map(name -> CommonError.NOT_OFFERED.refusal(service.host() + ":" + name))
                    .orElseGet(CommonError.NO_METHOD::refusal));
  }

  private WireResponse answer(
      Rpc rpc, Access access, Message message, String who, WireRequest request, boolean stale) {
    try {
      Instant now = time.now();
      if (access == Access.MUTATION) {
        Message answer =
            state.change(
                tree -> {
                  settle(tree, now);
                  Message made = rpc.action().run(message, new Call(tree, now, who, request));
                  settle(tree, now);
                  return made;
                });
        changed.run();
        return json(request, answer);
      }
      if (!stale) {
        settle();
      }
      ObjectNode tree = stale ? state.readStale() : state.read();
      boolean onlyChecked = rpc.access() == Access.MUTATION;
      ObjectNode shown = onlyChecked ? tree.deepCopy() : tree;
      return json(request, rpc.action().run(message, new Call(shown, now, who, request)));
    } catch (GoogleRefusal refusal) {
      return refusal.response();
    }
  }

  /** Brings on what was promised and is not done. */
  public void settle() {
    if (Operations.anyPending(state.read())) {
      Instant now = time.now();
      ObjectNode before = state.read();
      state.change(
          tree -> {
            settle(tree, now);
            return tree;
          });
      if (state.read() != before) {
        changed.run();
      }
    }
  }

  // twice: what one service waits for may be what the next has just done
  private void settle(ObjectNode tree, Instant now) {
    for (int i = 0; i < 2 && Operations.anyPending(tree); i++) {
      services.forEach(service -> service.settle(tree, now));
    }
  }

  private WireResponse json(WireRequest request, Message answer) {
    String alt = String.join(",", request.parameters().getOrDefault("$alt", List.of()));
    JsonFormat.Printer printer = alt.contains("enum-encoding=int") ? numbers : names;
    try {
      return WireResponse.of(200, "application/json; charset=UTF-8", printer.print(answer));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GoogleRefusal worded(Service service, Fault fault) {
    return switch (fault.kind()) {
      case THROTTLE ->
          CommonError.EXHAUSTED
              .refusal(service.host(), Project.NUMBER)
              .because("RATE_LIMIT_EXCEEDED", "googleapis.com");
      case IN_PROGRESS -> CommonError.IN_PROGRESS.refusal();
      case EXPIRED_CREDENTIALS ->
          CommonError.UNAUTHENTICATED.refusal().because("ACCESS_TOKEN_EXPIRED", "googleapis.com");
      default ->
          fault.amount() == 503
              ? CommonError.UNAVAILABLE.refusal()
              : CommonError.INTERNAL.refusal();
    };
  }
}
