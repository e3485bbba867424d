package dev.portolan.sandbox.gcp.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.IamError;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.wire.Behavior;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Masks;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.Optional;
import java.util.function.Supplier;

/** Services made, changed and deleted, whoever asks: a caller, or Cloud Functions. */
public final class Services {
  private final Accounts accounts;
  private final DataPlane plane;
  private final Supplier<Delays> delays;

  public Services(Accounts accounts, DataPlane plane, Supplier<Delays> delays) {
    this.accounts = accounts;
    this.plane = plane;
    this.delays = delays;
  }

  /** Begins to make a service that is not there. */
  public Operation create(String name, Service wanted, boolean onlyCheck, Call call) {
    ServiceName id = ServiceName.of(name);
    String request = "CreateServiceRequest";
    if (!id.id().matches("[a-z]([-a-z0-9]*[a-z0-9])?") || id.id().length() > 49) {
      throw RunError.violation(
          request + ".service_id",
          "'"
              + id.id()
              + "' must have lower-case letters, digits and - only, must begin with a"
              + " letter, must not end with -, and must have less than 50 characters.");
    }
    if (Operations.pending(call.tree(), Run.HOST).stream()
        .anyMatch(each -> each.target().equals(name) && each.what().equals("deleteService"))) {
      throw RunError.BEING_DELETED.refusal(id.id());
    }
    if (RunState.SERVICES.has(call.tree(), name)) {
      throw RunError.EXISTS.refusal(id.id());
    }
    Service given = Behavior.given(wanted);
    check(request, id, given, call);
    Service filled = Defaults.of(given);
    Service.Builder service =
        filled.toBuilder()
            .setName(name)
            .setUid(Ids.uid())
            .setGeneration(1)
            .setCreateTime(Times.of(call.now()))
            .setCreator(call.caller())
            .setUri(plane.url(name, Optional.empty()))
            .addUrls(plane.url(name, Optional.empty()));
    return begin("createService", id, service, Optional.empty(), onlyCheck, call);
  }

  /** Begins to change a service that is there. */
  public Operation update(
      Service current, Service wanted, FieldMask mask, boolean onlyCheck, Call call) {
    ServiceName id = ServiceName.of(current.getName());
    if (!wanted.getEtag().isEmpty() && !wanted.getEtag().equals(current.getEtag())) {
      throw RunError.CONFLICT.refusal(id.id(), wanted.getEtag(), current.getEtag());
    }
    if (current.hasDeleteTime()) {
      throw id.missing("SERVICE");
    }
    Service given = Behavior.given(wanted);
    Service merged =
        mask.getPathsCount() == 0 ? given : Behavior.given(Masks.merged(current, given, mask));
    check("UpdateServiceRequest", id, merged, call);
    Service filled = Defaults.of(merged);
    Service.Builder service = current.toBuilder();
    Service.getDescriptor().getFields().stream()
        .filter(field -> !Behavior.isOutput(field))
        .forEach(field -> service.clearField(field));
    service.mergeFrom(filled).setName(current.getName());
    boolean changed =
        !Behavior.given(current).toBuilder()
            .clearEtag()
            .build()
            .equals(Behavior.given(service.build()).toBuilder().clearEtag().build());
    if (changed) {
      service.setGeneration(current.getGeneration() + 1);
    }
    return begin("updateService", id, service, Optional.of(current), onlyCheck, call);
  }

  private void check(String request, ServiceName id, Service service, Call call) {
    if (!service.hasTemplate()) {
      throw RunError.violation(request + ".service.template", "required field not present.");
    }
    LabelRules labels = new LabelRules(request + ".service");
    labels.check(service.getLabelsMap());
    labels.annotations(service.getAnnotationsMap());
    new TemplateRules(request).check(id.id(), Defaults.of(service).getTemplate());
    TrafficRules.check(request, id.id(), service.getTrafficList());
    String account = service.getTemplate().getServiceAccount();
    if (!account.isEmpty() && !accounts.usable(call.tree(), account, call.now())) {
      throw IamError.NOT_USABLE.refusal(account);
    }
  }

  private Operation begin(
      String what,
      ServiceName id,
      Service.Builder service,
      Optional<Service> before,
      boolean onlyCheck,
      Call call) {
    service
        .setUpdateTime(Times.of(call.now()))
        .setLastModifier(call.caller())
        .setEtag(Ids.etag())
        .setReconciling(true)
        .clearConditions()
        .setTerminalCondition(Conditions.reconciling("Ready", call.now()))
        .addConditions(Conditions.reconciling("RoutesReady", call.now()))
        .addConditions(Conditions.reconciling("ConfigurationsReady", call.now()));
    RevisionTemplate template = service.getTemplate();
    boolean made = before.isEmpty() || !template.equals(before.get().getTemplate());
    if (made) {
      Revision revision = revision(call.tree(), id, service, call);
      service.setLatestCreatedRevision(revision.getName());
      RunState.REVISIONS.put(call.tree(), revision.getName(), revision);
    }
    Service next = service.build();
    RunState.SERVICES.put(call.tree(), next.getName(), next);
    return Operations.begin(
        call.tree(),
        new Operations.Pending(
            id.operation(onlyCheck ? "validate-only" : Ids.uid()),
            Run.HOST,
            made ? what + "+revision" : what,
            next.getName(),
            call.now().plus(delays.get().operation())),
        next);
  }

  private static Revision revision(
      ObjectNode tree, ServiceName id, Service.Builder service, Call call) {
    RevisionTemplate template = service.getTemplate();
    long number =
        RunState.revisions(tree, id.full()).stream()
                .mapToLong(Revision::getGeneration)
                .max()
                .orElse(0)
            + 1;
    String last =
        template.getRevision().isEmpty()
            ? String.format("%s-%05d-%s", id.id(), service.getGeneration(), Ids.letters(3))
            : template.getRevision();
    String name = id.full() + "/revisions/" + last;
    if (RunState.REVISIONS.has(tree, name)) {
      throw RunError.REVISION_CLASH.refusal(last);
    }
    Revision.Builder revision = Revision.newBuilder();
    if (template.hasVpcAccess()) {
      revision.setVpcAccess(template.getVpcAccess());
    }
    return revision
        .setName(name)
        .setUid(Ids.uid())
        .setGeneration(number)
        .putAllLabels(template.getLabelsMap())
        .putAllAnnotations(template.getAnnotationsMap())
        .setCreateTime(Times.of(call.now()))
        .setUpdateTime(Times.of(call.now()))
        .setLaunchStage(service.getLaunchStage())
        .setService(id.full())
        .setScaling(template.getScaling())
        .setMaxInstanceRequestConcurrency(template.getMaxInstanceRequestConcurrency())
        .setTimeout(template.getTimeout())
        .setServiceAccount(template.getServiceAccount())
        .addAllContainers(template.getContainersList())
        .addAllVolumes(template.getVolumesList())
        .setExecutionEnvironment(template.getExecutionEnvironment())
        .setSessionAffinity(template.getSessionAffinity())
        .setCreator(call.caller())
        .setReconciling(true)
        .addConditions(Conditions.reconciling("Ready", call.now()))
        .setEtag(Ids.etag())
        .build();
  }

  /** Begins to delete a service. */
  public Operation delete(Service current, Call call) {
    Service next =
        current.toBuilder()
            .setDeleteTime(Times.of(call.now()))
            .setReconciling(true)
            .setEtag(Ids.etag())
            .build();
    RunState.SERVICES.put(call.tree(), next.getName(), next);
    ServiceName id = ServiceName.of(next.getName());
    return Operations.begin(
        call.tree(),
        new Operations.Pending(
            id.operation(Ids.uid()),
            Run.HOST,
            "deleteService",
            next.getName(),
            call.now().plus(delays.get().operation())),
        next);
  }

  /** Takes a service away, with its revisions and its policy. */
  public static void remove(ObjectNode tree, String name) {
    RunState.SERVICES.remove(tree, name);
    RunState.POLICIES.remove(tree, name);
    RunState.REVISIONS
        .names(tree, name + "/revisions/")
        .forEach(each -> RunState.REVISIONS.remove(tree, each));
  }
}
