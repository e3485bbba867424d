package dev.portolan.sandbox.gcp.eventarc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.CreateTriggerRequest;
import com.google.cloud.eventarc.v1.DeleteTriggerRequest;
import com.google.cloud.eventarc.v1.GetTriggerRequest;
import com.google.cloud.eventarc.v1.ListTriggersRequest;
import com.google.cloud.eventarc.v1.ListTriggersResponse;
import com.google.cloud.eventarc.v1.OperationMetadata;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.eventarc.v1.UpdateTriggerRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.FieldMask;
import dev.portolan.sandbox.gcp.pubsub.Queues;
import dev.portolan.sandbox.gcp.wire.Behavior;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.CommonError;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Masks;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What can be done with triggers. */
final class TriggerActions {
  private static final Set<String> CHANGEABLE =
      Set.of(
          "event_filters",
          "service_account",
          "destination",
          "labels",
          "event_data_content_type",
          "retry_policy");

  private final TriggerRules rules;
  private final ServiceAgent agent;
  private final Supplier<Delays> delays;

  TriggerActions(TriggerRules rules, ServiceAgent agent, Supplier<Delays> delays) {
    this.rules = rules;
    this.agent = agent;
    this.delays = delays;
  }

  Rpcs on(Rpcs rpcs) {
    return rpcs.on(
            "GetTrigger",
            GetTriggerRequest.getDefaultInstance(),
            (request, call) -> there(call, request.getName()))
        .on("ListTriggers", ListTriggersRequest.getDefaultInstance(), TriggerActions::list)
        .on("CreateTrigger", CreateTriggerRequest.getDefaultInstance(), this::create)
        .on("UpdateTrigger", UpdateTriggerRequest.getDefaultInstance(), this::update)
        .on("DeleteTrigger", DeleteTriggerRequest.getDefaultInstance(), this::delete);
  }

  private static Trigger there(Call call, String name) {
    return EventarcState.TRIGGERS
        .find(call.tree(), name)
        .orElseThrow(() -> EventarcError.NOT_FOUND.refusal(name));
  }

  private static ListTriggersResponse list(ListTriggersRequest request, Call call) {
    if (!request.getFilter().isEmpty() || !request.getOrderBy().isEmpty()) {
      throw CommonError.NOT_OFFERED.refusal("lists of triggers with a filter or an order");
    }
    String parent = request.getParent();
    String prefix = parent.endsWith("/-") ? parent.substring(0, parent.length() - 1) : parent + "/";
    Page<Trigger> page =
        Page.of(
            EventarcState.TRIGGERS.list(call.tree(), prefix),
            request.getPageSize(),
            request.getPageToken(),
            1000);
    return ListTriggersResponse.newBuilder()
        .addAllTriggers(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private Operation create(CreateTriggerRequest request, Call call) {
    return create(
        request.getParent(),
        request.getTriggerId(),
        request.getTrigger(),
        request.getValidateOnly(),
        call);
  }

  private Operation create(String parent, String id, Trigger wanted, boolean onlyCheck, Call call) {
    TriggerRules.name(id);
    String name = parent + "/triggers/" + id;
    if (!wanted.getName().isEmpty() && !wanted.getName().equals(name)) {
      throw EventarcError.INVALID
          .refusal("the name of the trigger must be '" + name + "'")
          .at("trigger.name");
    }
    if (EventarcState.TRIGGERS.has(call.tree(), name)) {
      throw EventarcError.EXISTS.refusal(name);
    }
    Trigger given = Behavior.given(wanted);
    rules.check(given, parent.substring(parent.lastIndexOf('/') + 1), call);
    agent.check(call);
    Trigger.Builder made =
        given.toBuilder()
            .setName(name)
            .setUid(Ids.uid())
            .setCreateTime(Times.of(call.now()))
            .setUpdateTime(Times.of(call.now()))
            .setEtag(Ids.etag());
    if (made.getEventDataContentType().isEmpty()) {
      made.setEventDataContentType("application/json");
    }
    Transports.open(made, id, parent, call);
    return begin("create", made.build(), onlyCheck, call);
  }

  private Operation update(UpdateTriggerRequest request, Call call) {
    Trigger wanted = request.getTrigger();
    Optional<Trigger> found = EventarcState.TRIGGERS.find(call.tree(), wanted.getName());
    if (found.isEmpty() && request.getAllowMissing()) {
      int at = wanted.getName().indexOf("/triggers/");
      return create(
          wanted.getName().substring(0, at),
          wanted.getName().substring(at + "/triggers/".length()),
          wanted,
          request.getValidateOnly(),
          call);
    }
    Trigger current = found.orElseThrow(() -> EventarcError.NOT_FOUND.refusal(wanted.getName()));
    free(current, wanted.getEtag(), call);
    Trigger given = Behavior.given(wanted).toBuilder().setName(wanted.getName()).build();
    Trigger next = Masks.merged(current, given, mask(request.getUpdateMask(), current, given));
    Trigger asked = Behavior.given(next);
    Trigger checked = Transports.isOwn(next) ? asked.toBuilder().clearTransport().build() : asked;
    rules.check(checked, wanted.getName().split("/")[3], call);
    Transports.point(next, call.tree());
    return begin(
        "update",
        next.toBuilder().setUpdateTime(Times.of(call.now())).setEtag(Ids.etag()).build(),
        request.getValidateOnly(),
        call);
  }

  private static FieldMask mask(FieldMask asked, Trigger current, Trigger given) {
    List<String> paths = asked.getPathsList();
    boolean all = paths.isEmpty() || paths.contains("*");
    boolean transport =
        all ? given.hasTransport() : paths.stream().anyMatch(p -> is(p, "transport"));
    String topic = given.getTransport().getPubsub().getTopic();
    if (transport && !topic.equals(current.getTransport().getPubsub().getTopic())) {
      throw EventarcError.IMMUTABLE.refusal("transport").at("trigger.transport");
    }
    if (!all && paths.stream().anyMatch(p -> is(p, "channel"))) {
      throw EventarcError.IMMUTABLE.refusal("channel").at("trigger.channel");
    }
    FieldMask.Builder mask = FieldMask.newBuilder();
    if (all) {
      return mask.addAllPaths(CHANGEABLE).build();
    }
    for (String path : paths) {
      String field = path.replaceFirst("\\..*", "");
      if (CHANGEABLE.contains(field)) {
        mask.addPaths(path);
      } else if (!field.equals("transport") && !field.equals("name") && !field.equals("etag")) {
        throw CommonError.INVALID_MASK.refusal(path).at("update_mask");
      }
    }
    return mask.build();
  }

  private static boolean is(String path, String field) {
    return path.equals(field) || path.startsWith(field + ".");
  }

  private Operation delete(DeleteTriggerRequest request, Call call) {
    Optional<Trigger> found = EventarcState.TRIGGERS.find(call.tree(), request.getName());
    if (found.isEmpty() && request.getAllowMissing()) {
      return done(metadata(request.getName(), "delete", call.now()), Trigger.getDefaultInstance());
    }
    Trigger current = found.orElseThrow(() -> EventarcError.NOT_FOUND.refusal(request.getName()));
    free(current, request.getEtag(), call);
    return begin("delete", current, request.getValidateOnly(), call);
  }

  private static void free(Trigger current, String etag, Call call) {
    if (!etag.isEmpty() && !etag.equals(current.getEtag())) {
      throw EventarcError.ETAG.refusal();
    }
    if (Operations.about(call.tree(), Eventarc.HOST, current.getName()).isPresent()) {
      throw CommonError.IN_PROGRESS.refusal();
    }
  }

  private Operation begin(String what, Trigger trigger, boolean onlyCheck, Call call) {
    OperationMetadata metadata = metadata(trigger.getName(), what, call.now());
    if (onlyCheck) {
      return done(metadata, trigger);
    }
    EventarcState.TRIGGERS.put(call.tree(), trigger.getName(), trigger);
    String location = trigger.getName().substring(0, trigger.getName().indexOf("/triggers/"));
    return Operations.begin(
        call.tree(),
        new Pending(
            location + "/operations/operation-" + call.now().toEpochMilli() + "-" + Ids.hex(12),
            Eventarc.HOST,
            what,
            trigger.getName(),
            call.now().plus(delays.get().operation())),
        metadata);
  }

  private static Operation done(OperationMetadata metadata, Trigger trigger) {
    return Operation.newBuilder()
        .setDone(true)
        .setMetadata(Any.pack(metadata))
        .setResponse(Any.pack(trigger))
        .build();
  }

  static OperationMetadata metadata(String name, String verb, Instant begun) {
    return OperationMetadata.newBuilder()
        .setCreateTime(Times.of(begun))
        .setTarget(name)
        .setVerb(verb)
        .setApiVersion("v1")
        .build();
  }

  /** Forgets a trigger and its subscription; the topic goes with it if Eventarc made it. */
  static void remove(ObjectNode tree, Trigger trigger) {
    EventarcState.TRIGGERS.remove(tree, trigger.getName());
    Queues.remove(tree, trigger.getTransport().getPubsub().getSubscription());
    Transports.close(tree, trigger);
  }
}
