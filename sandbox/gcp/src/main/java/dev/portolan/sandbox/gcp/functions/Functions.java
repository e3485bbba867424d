package dev.portolan.sandbox.gcp.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.CreateFunctionRequest;
import com.google.cloud.functions.v2.DeleteFunctionRequest;
import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.FunctionsProto;
import com.google.cloud.functions.v2.GenerateDownloadUrlRequest;
import com.google.cloud.functions.v2.GenerateDownloadUrlResponse;
import com.google.cloud.functions.v2.GenerateUploadUrlRequest;
import com.google.cloud.functions.v2.GenerateUploadUrlResponse;
import com.google.cloud.functions.v2.GetFunctionRequest;
import com.google.cloud.functions.v2.ListFunctionsRequest;
import com.google.cloud.functions.v2.ListFunctionsResponse;
import com.google.cloud.functions.v2.ListRuntimesRequest;
import com.google.cloud.functions.v2.ListRuntimesResponse;
import com.google.cloud.functions.v2.OperationMetadata;
import com.google.cloud.functions.v2.OperationType;
import com.google.cloud.functions.v2.SourceProvenance;
import com.google.cloud.functions.v2.StorageSource;
import com.google.cloud.functions.v2.UpdateFunctionRequest;
import com.google.cloud.run.v2.Service;
import com.google.longrunning.Operation;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.functions.Objects.Held;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.IamError;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.run.Services;
import dev.portolan.sandbox.gcp.wire.Behavior;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.CommonError;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Masks;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Cloud Functions v2. */
public final class Functions implements dev.portolan.sandbox.gcp.wire.Service {
  static final String HOST = "cloudfunctions.googleapis.com";

  private final FunctionView view = new FunctionView();
  private final Accounts accounts;
  private final SignedUrls urls;
  private final Supplier<Delays> delays;
  private final Whims whims;
  private final Deployment deployment;
  private final Rpcs rpcs;

  public Functions(
      Accounts accounts,
      Services services,
      BlobStore blobs,
      SignedUrls urls,
      Supplier<Delays> delays,
      Whims whims) {
    this.whims = whims;
    this.accounts = accounts;
    this.urls = urls;
    this.delays = delays;
    this.deployment = new Deployment(services, blobs, view, whims);
    this.rpcs =
        Rpcs.of(Rpcs.service(FunctionsProto.getDescriptor(), "FunctionService"))
            .on(
                "GetFunction",
                GetFunctionRequest.getDefaultInstance(),
                (request, call) -> view.of(call.tree(), there(call, request.getName())))
            .on("ListFunctions", ListFunctionsRequest.getDefaultInstance(), this::list)
            .on("CreateFunction", CreateFunctionRequest.getDefaultInstance(), this::create)
            .on("UpdateFunction", UpdateFunctionRequest.getDefaultInstance(), this::update)
            .on("DeleteFunction", DeleteFunctionRequest.getDefaultInstance(), this::delete)
            .on(
                "GenerateUploadUrl",
                Access.READ,
                GenerateUploadUrlRequest.getDefaultInstance(),
                this::uploadUrl)
            .on(
                "GenerateDownloadUrl",
                Access.READ,
                GenerateDownloadUrlRequest.getDefaultInstance(),
                this::downloadUrl)
            .on("ListRuntimes", ListRuntimesRequest.getDefaultInstance(), Functions::runtimes)
            .operations(
                "/v2/{name=projects/*/locations/*/operations/*}",
                (request, call) -> Operations.get(call.tree(), request.getName()));
  }

  @Override
  public String host() {
    return HOST;
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    deployment.settle(tree, now);
  }

  private static Function there(Call call, String name) {
    return FunctionView.KIND
        .find(call.tree(), name)
        .orElseThrow(() -> FunctionError.NO_FUNCTION.refusal(name));
  }

  private ListFunctionsResponse list(ListFunctionsRequest request, Call call) {
    if (!request.getFilter().isEmpty() || !request.getOrderBy().isEmpty()) {
      throw CommonError.NOT_OFFERED.refusal("lists of functions with a filter or an order");
    }
    Page<Function> page =
        Page.of(
            FunctionView.KIND.list(call.tree(), request.getParent().replaceFirst("/-$", "") + "/"),
            request.getPageSize(),
            request.getPageToken(),
            1000);
    return ListFunctionsResponse.newBuilder()
        .addAllFunctions(page.items().stream().map(each -> view.of(call.tree(), each)).toList())
        .setNextPageToken(page.next())
        .build();
  }

  private Operation create(CreateFunctionRequest request, Call call) {
    String given = request.getFunction().getName();
    String id =
        request.getFunctionId().isEmpty()
            ? given.substring(given.lastIndexOf('/') + 1)
            : request.getFunctionId();
    if (!id.matches("[A-Za-z](?:[-_A-Za-z0-9]{0,61}[A-Za-z0-9])?")) {
      throw FunctionError.ID.refusal(id).at("function_id");
    }
    FunctionName name = FunctionName.of(request.getParent() + "/functions/" + id);
    idle(call, name);
    if (FunctionView.KIND.has(call.tree(), name.full())) {
      return exists(name, request.getFunction(), call);
    }
    Optional<Service> service = RunState.SERVICES.find(call.tree(), name.service());
    if (service.isPresent()) {
      throw FunctionError.SERVICE_EXISTS.refusal(name.serviceId());
    }
    Function wanted =
        Behavior.given(request.getFunction()).toBuilder()
            .setName(name.full())
            .setCreateTime(Times.of(call.now()))
            .build();
    return begin(name, wanted, OperationType.CREATE_FUNCTION, call);
  }

  private Operation exists(FunctionName name, Function wanted, Call call) {
    GoogleRefusal refusal = FunctionError.EXISTS.refusal(name.id(), name.location(), Project.ID);
    if (!whims.tellsExistsInOperation()) {
      throw refusal;
    }
    Operation begun = operation(name, wanted, OperationType.CREATE_FUNCTION, call);
    OperationMetadata metadata = Progress.begun(wanted, OperationType.CREATE_FUNCTION, call.now());
    Operations.fail(
        call.tree(),
        begun.getName(),
        Progress.ended(metadata, call.now()),
        refusal.canonical(),
        refusal.getMessage());
    return begun;
  }

  private Operation update(UpdateFunctionRequest request, Call call) {
    Function current = there(call, request.getFunction().getName());
    FunctionName name = FunctionName.of(current.getName());
    idle(call, name);
    Function given = Behavior.given(request.getFunction());
    Function merged =
        request.getUpdateMask().getPathsCount() == 0
            ? given
            : Masks.merged(current, given, request.getUpdateMask());
    Function wanted =
        Behavior.given(merged).toBuilder()
            .setName(current.getName())
            .setCreateTime(current.getCreateTime())
            .build();
    return begin(name, wanted, OperationType.UPDATE_FUNCTION, call);
  }

  private static void idle(Call call, FunctionName name) {
    if (Operations.about(call.tree(), HOST, name.full()).isPresent()) {
      throw FunctionError.BUSY.refusal();
    }
  }

  private Operation begin(FunctionName name, Function wanted, OperationType type, Call call) {
    FunctionRules.check(call.tree(), wanted);
    String account = wanted.getServiceConfig().getServiceAccountEmail();
    if (!account.isEmpty() && !accounts.usable(call.tree(), account, call.now())) {
      throw FunctionError.SERVICE_REFUSED.refusal(
          name.serviceId(), String.format(IamError.NOT_USABLE.message(), account));
    }
    StorageSource source = wanted.getBuildConfig().getSource().getStorageSource();
    Held held = Objects.find(call.tree(), source).orElseThrow();
    BuildConfig.Builder build =
        wanted.getBuildConfig().toBuilder()
            .setBuild(
                "projects/"
                    + Project.NUMBER
                    + "/locations/"
                    + name.location()
                    + "/builds/"
                    + Ids.uid())
            .setDockerRepository(name.parent() + "/repositories/gcf-artifacts")
            .setSourceProvenance(
                SourceProvenance.newBuilder()
                    .setResolvedStorageSource(source.toBuilder().setGeneration(held.generation())));
    Function function =
        wanted.toBuilder()
            .setEnvironment(Environment.GEN_2)
            .setState(Function.State.DEPLOYING)
            .setBuildConfig(build)
            .setServiceConfig(
                ServiceOfFunction.filled(wanted.getServiceConfig(), Project.DEFAULT_ACCOUNT))
            .setUpdateTime(Times.of(call.now()))
            .build();
    FunctionView.KIND.put(call.tree(), name.full(), function);
    return operation(name, function, type, call);
  }

  private Operation operation(FunctionName name, Function function, OperationType type, Call call) {
    return Operations.begin(
        call.tree(),
        new Pending(
            name.parent() + "/operations/operation-" + Ids.uid(),
            HOST,
            type == OperationType.DELETE_FUNCTION ? "delete" : "deploy",
            name.full(),
            call.now().plus(delays.get().operation())),
        Progress.begun(function, type, call.now()));
  }

  private Operation delete(DeleteFunctionRequest request, Call call) {
    Function current = there(call, request.getName());
    FunctionName name = FunctionName.of(current.getName());
    idle(call, name);
    Function deleting = current.toBuilder().setState(Function.State.DELETING).build();
    FunctionView.KIND.put(call.tree(), name.full(), deleting);
    return operation(name, deleting, OperationType.DELETE_FUNCTION, call);
  }

  private GenerateUploadUrlResponse uploadUrl(GenerateUploadUrlRequest request, Call call) {
    String location = request.getParent().substring(request.getParent().lastIndexOf('/') + 1);
    String bucket =
        "gcf-v2-uploads-" + Project.NUMBER + "." + location + ".cloudfunctions.appspot.com";
    String object = Ids.uid() + ".zip";
    return GenerateUploadUrlResponse.newBuilder()
        .setUploadUrl(urls.put(bucket + "/" + object, call.now()))
        .setStorageSource(StorageSource.newBuilder().setBucket(bucket).setObject(object))
        .build();
  }

  private GenerateDownloadUrlResponse downloadUrl(GenerateDownloadUrlRequest request, Call call) {
    StorageSource source =
        there(call, request.getName()).getBuildConfig().getSource().getStorageSource();
    return GenerateDownloadUrlResponse.newBuilder()
        .setDownloadUrl(urls.get(source.getBucket() + "/" + source.getObject(), call.now()))
        .build();
  }

  private static ListRuntimesResponse runtimes(ListRuntimesRequest request, Call call) {
    ListRuntimesResponse.Builder answer = ListRuntimesResponse.newBuilder();
    for (String name : new TreeSet<>(FunctionRules.RUNTIMES)) {
      answer.addRuntimes(
          ListRuntimesResponse.Runtime.newBuilder()
              .setName(name)
              .setDisplayName("Java " + name.substring("java".length()))
              .setStage(
                  name.equals("java11")
                      ? ListRuntimesResponse.RuntimeStage.DEPRECATED
                      : ListRuntimesResponse.RuntimeStage.GA)
              .setEnvironment(Environment.GEN_2));
    }
    return answer.build();
  }
}
