package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.failed;
import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.CreateFunctionRequest;
import com.google.cloud.functions.v2.DeleteFunctionRequest;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.FunctionServiceClient;
import com.google.cloud.functions.v2.GenerateDownloadUrlRequest;
import com.google.cloud.functions.v2.GenerateUploadUrlRequest;
import com.google.cloud.functions.v2.GenerateUploadUrlResponse;
import com.google.cloud.functions.v2.ListFunctionsRequest;
import com.google.cloud.functions.v2.ListRuntimesRequest;
import com.google.cloud.functions.v2.ListRuntimesResponse;
import com.google.cloud.functions.v2.OperationMetadata;
import com.google.cloud.functions.v2.SecretVolume;
import com.google.cloud.functions.v2.ServiceConfig;
import com.google.cloud.functions.v2.Source;
import com.google.cloud.functions.v2.Stage;
import com.google.cloud.functions.v2.StorageSource;
import com.google.cloud.functions.v2.UpdateFunctionRequest;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.InstantPlane;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.sandbox.gcp.wire.Delays;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions from upload to deletion, as Google's client meets them. */
class FunctionsTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;
  private static final String NAME = PARENT + "/functions/Place_Order";
  private static final String SERVICE = PARENT + "/services/place-order";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private final InstantPlane plane =
      InstantPlane.of(
          plan ->
              plan.environment().containsKey("BROKEN")
                  ? Standing.failed("The user-provided container failed to start and listen")
                  : Standing.ready());
  private GcpCloud cloud;
  private Clients clients;
  private FunctionServiceClient functions;
  private ServicesClient services;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, time).with(world -> plane));
    clients = Clients.of(cloud, true);
    functions = clients.functions();
    services = clients.services();
  }

  @AfterEach
  void close() {
    functions.close();
    services.close();
    cloud.close();
  }

  private GenerateUploadUrlResponse place() {
    return functions.generateUploadUrl(
        GenerateUploadUrlRequest.newBuilder().setParent(PARENT).build());
  }

  private int put(String url, String type, byte[] content, String... headers) throws Exception {
    HttpRequest request =
        clients
            .http()
            .createRequestFactory()
            .buildPutRequest(new GenericUrl(url), new ByteArrayContent(type, content))
            .setThrowExceptionOnExecuteError(false);
    for (int i = 0; i < headers.length; i += 2) {
      request.getHeaders().set(headers[i], headers[i + 1]);
    }
    HttpResponse response = request.execute();
    response.disconnect();
    return response.getStatusCode();
  }

  private StorageSource upload(byte[] content) throws Exception {
    GenerateUploadUrlResponse place = place();
    assertEquals(200, put(place.getUploadUrl(), "application/zip", content));
    return place.getStorageSource();
  }

  private Function function(StorageSource source) {
    return Function.newBuilder()
        .putLabels("owner", "a")
        .setBuildConfig(
            BuildConfig.newBuilder()
                .setRuntime("java21")
                .setEntryPoint(Archives.ENTRY_POINT)
                .setSource(Source.newBuilder().setStorageSource(source)))
        .setServiceConfig(ServiceConfig.newBuilder().putEnvironmentVariables("A", "1"))
        .build();
  }

  private Operation create(Function function) {
    CreateFunctionRequest request =
        CreateFunctionRequest.newBuilder()
            .setParent(PARENT)
            .setFunctionId("Place_Order")
            .setFunction(function)
            .build();
    return poll(functions.createFunctionCallable().call(request));
  }

  private Operation update(Function function, String... mask) {
    UpdateFunctionRequest.Builder request =
        UpdateFunctionRequest.newBuilder().setFunction(function.toBuilder().setName(NAME));
    if (mask.length > 0) {
      request.setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
    }
    return poll(functions.updateFunctionCallable().call(request.build()));
  }

  private Operation poll(Operation begun) {
    return functions.getHttpJsonOperationsClient().getOperation(begun.getName());
  }

  @Test
  void aFunctionIsACloudRunServiceThatRunsWhatWasUploaded() throws Exception {
    Operation done = create(function(upload(Archives.function("1"))));
    assertTrue(done.getDone());
    Function told = functions.getFunction(NAME);
    assertEquals(told, done.getResponse().unpack(Function.class));
    assertEquals(Function.State.ACTIVE, told.getState());
    assertEquals(SERVICE, told.getServiceConfig().getService());
    assertEquals(1, told.getServiceConfig().getMaxInstanceRequestConcurrency());
    assertTrue(told.getServiceConfig().getAllTrafficOnLatestRevision());
    Service service = services.getService(SERVICE);
    assertEquals("cloudfunctions", service.getLabelsOrThrow("goog-managed-by"));
    assertEquals(told.getServiceConfig().getUri(), service.getUri());
    RevisionPlan plan = plane.plans().get(service.getLatestReadyRevision());
    assertEquals("example.Entry", ((Code.Source) plan.code()).entryPoint());
    assertEquals("1", plan.environment().get("A"));
    assertEquals("example.Entry", plan.environment().get("FUNCTION_TARGET"));
    assertEquals(
        List.of(Stage.State.COMPLETE, Stage.State.COMPLETE, Stage.State.COMPLETE),
        done.getMetadata().unpack(OperationMetadata.class).getStagesList().stream()
            .map(Stage::getState)
            .toList());
    assertEquals(
        1,
        functions
            .listFunctionsCallable()
            .call(ListFunctionsRequest.newBuilder().setParent(PARENT).build())
            .getFunctionsCount());
  }

  @Test
  void theUploadIsHeldToItsAddress() throws Exception {
    byte[] zip = Archives.function("1");
    String url = place().getUploadUrl();
    assertEquals(403, put(url, "application/octet-stream", zip));
    assertEquals(403, put(url.replace("Signature=", "Signature=x"), "application/zip", zip));
    assertEquals(403, put(url, "application/zip", zip, "Authorization", "Bearer x"));
    String range = "x-goog-content-length-range";
    assertEquals(400, put(url, "application/zip", zip, range, "0,10"));
    assertEquals(200, put(url, "application/zip", zip, range, "0,104857600"));
    time.sleep(Duration.ofMinutes(30));
    assertEquals(400, put(url, "application/zip", zip));
  }

  @Test
  void whatTheSandboxDoesNotDoItDoesNotTake() throws Exception {
    ListFunctionsRequest filtered =
        ListFunctionsRequest.newBuilder().setParent(PARENT).setFilter("state=ACTIVE").build();
    String filter = refused(501, () -> functions.listFunctions(filtered));
    assertTrue(filter.contains("with a filter"), filter);
    Function.Builder mounts = function(upload(Archives.function("1"))).toBuilder();
    mounts
        .getServiceConfigBuilder()
        .addSecretVolumes(SecretVolume.newBuilder().setMountPath("/keys").setSecret("key"));
    String volume = refused(501, () -> create(mounts.build()));
    assertTrue(volume.contains("secrets as volumes"), volume);
  }

  @Test
  void whatWasUploadedCanBeLoadedAgain() throws Exception {
    byte[] zip = Archives.function("1");
    create(function(upload(zip)));
    String url =
        functions
            .generateDownloadUrl(GenerateDownloadUrlRequest.newBuilder().setName(NAME).build())
            .getDownloadUrl();
    HttpResponse response =
        clients.http().createRequestFactory().buildGetRequest(new GenericUrl(url)).execute();
    assertTrue(java.util.Arrays.equals(zip, response.getContent().readAllBytes()));
  }

  @Test
  void theBuildTakesOneJarWithTheEntryPoint() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "a.jar", "did not produce the class \"example.Entry\"",
            "a.jar,b.jar", "function has no pom.xml and more than one jar file: a.jar, b.jar",
            "x.txt", "function has neither pom.xml nor already-built jar file; directory has",
            "pom.xml", "builds nothing from sources");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      Map<String, byte[]> entries = new java.util.TreeMap<>();
      for (String name : each.getKey().split(",")) {
        entries.put(name, Archives.zip(Map.of("x", new byte[0])));
      }
      Operation operation = create(function(upload(Archives.zip(entries))));
      String message = failed(3, operation);
      assertTrue(message.startsWith("Build failed with status: FAILURE"), message);
      assertTrue(message.contains(each.getValue()), message);
      assertEquals(Function.State.FAILED, functions.getFunction(NAME).getState());
      refused(404, () -> services.getService(SERVICE));
      poll(
          functions
              .deleteFunctionCallable()
              .call(DeleteFunctionRequest.newBuilder().setName(NAME).build()));
    }
    assertTrue(
        failed(3, create(function(upload(Archives.bytes("no zip"))))).contains("not readable"));
  }

  @Test
  void anUpdateMakesARevisionAndLeavesPinnedTrafficAlone() throws Exception {
    create(function(upload(Archives.function("1"))));
    Service before = services.getService(SERVICE);
    String first = before.getLatestReadyRevision();
    pin(before, first);
    assertTrue(update(function(upload(Archives.function("2")))).hasResponse());
    Service after = services.getService(SERVICE);
    assertFalse(after.getLatestReadyRevision().equals(first));
    assertTrue(first.endsWith(after.getTrafficStatuses(0).getRevision()));
    assertFalse(functions.getFunction(NAME).getServiceConfig().getAllTrafficOnLatestRevision());
    Function.Builder all = functions.getFunction(NAME).toBuilder();
    all.getServiceConfigBuilder().setAllTrafficOnLatestRevision(true);
    update(all.build(), "service_config.all_traffic_on_latest_revision");
    assertTrue(functions.getFunction(NAME).getServiceConfig().getAllTrafficOnLatestRevision());
  }

  private void pin(Service service, String revision) {
    UpdateServiceRequest request =
        UpdateServiceRequest.newBuilder()
            .setService(
                service.toBuilder()
                    .clearTraffic()
                    .addTraffic(
                        TrafficTarget.newBuilder()
                            .setType(
                                TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
                            .setRevision(revision.substring(revision.lastIndexOf('/') + 1))
                            .setPercent(100)))
            .setUpdateMask(FieldMask.newBuilder().addPaths("traffic"))
            .build();
    services.updateServiceCallable().call(request);
  }

  @Test
  void aRevisionThatDoesNotStartFailsTheFunctionAndTheOldOneServes() throws Exception {
    StorageSource source = upload(Archives.function("1"));
    create(function(source));
    String first = services.getService(SERVICE).getLatestReadyRevision();
    Function.Builder broken = function(source).toBuilder();
    broken.getServiceConfigBuilder().putEnvironmentVariables("BROKEN", "1");
    String message = failed(3, update(broken.build()));
    assertTrue(
        message.startsWith(
            "Could not create or update Cloud Run service place-order, Container Healthcheck"
                + " failed. Revision 'place-order-00002-"),
        message);
    Function told = functions.getFunction(NAME);
    assertEquals(Function.State.FAILED, told.getState());
    assertEquals(message, told.getStateMessages(0).getMessage());
    assertTrue(first.endsWith(services.getService(SERVICE).getTrafficStatuses(0).getRevision()));
    update(function(source));
    assertEquals(Function.State.ACTIVE, functions.getFunction(NAME).getState());
  }

  @Test
  void nothingElseCanBeDoneWhileAnOperationRuns() throws Exception {
    StorageSource source = upload(Archives.function("1"));
    cloud.delay(Delays.none().withOperation(Duration.ofSeconds(30)));
    Operation begun = create(function(source));
    assertFalse(begun.getDone());
    assertEquals(Function.State.DEPLOYING, functions.getFunction(NAME).getState());
    assertTrue(
        refused(409, () -> update(function(source))).contains("unable to queue the operation"));
    time.sleep(Duration.ofSeconds(30));
    assertFalse(poll(begun).getDone());
    time.sleep(Duration.ofSeconds(30));
    assertTrue(poll(begun).getDone());
  }

  @Test
  void refusesWhatCannotBeMade() throws Exception {
    StorageSource source = upload(Archives.function("1"));
    Function good = function(source);
    long before = cloud.calls().count(Access.MUTATION);
    Function.Builder old = good.toBuilder();
    old.getBuildConfigBuilder().setRuntime("java8");
    assertTrue(refused(400, () -> create(old.build())).contains("java8"));
    Function.Builder reserved = good.toBuilder();
    reserved.getServiceConfigBuilder().putEnvironmentVariables("K_SERVICE", "x");
    assertTrue(
        refused(400, () -> create(reserved.build()))
            .contains("environment variable name K_SERVICE is reserved by the system"));
    Function.Builder lost = good.toBuilder();
    lost.getBuildConfigBuilder().getSourceBuilder().getStorageSourceBuilder().setObject("x");
    assertTrue(refused(400, () -> create(lost.build())).contains("source code"));
    Function.Builder stranger = good.toBuilder();
    stranger.getServiceConfigBuilder().setServiceAccountEmail("x@y.iam.gserviceaccount.com");
    assertTrue(refused(403, () -> create(stranger.build())).contains("iam.serviceaccounts.actAs"));
    assertTrue(
        refused(400, () -> create(good.toBuilder().putLabels("L", "x").build())).contains("'L'"));
    assertEquals(before + 5, cloud.calls().count(Access.MUTATION));
    create(good);
    assertTrue(
        refused(409, () -> create(good))
            .contains("Function Place_Order in region us-central1 in project"));
    refused(404, () -> functions.getFunction(PARENT + "/functions/other"));
  }

  @Test
  void aConcurrencyThatNeedsMoreCpuFailsInTheOperation() throws Exception {
    Function.Builder wide = function(upload(Archives.function("1"))).toBuilder();
    wide.getServiceConfigBuilder().setMaxInstanceRequestConcurrency(80);
    assertTrue(failed(3, create(wide.build())).contains("Total cpu < 1 is not supported"));
  }

  @Test
  void aDeletedFunctionTakesItsServiceAlong() throws Exception {
    create(function(upload(Archives.function("1"))));
    DeleteFunctionRequest delete = DeleteFunctionRequest.newBuilder().setName(NAME).build();
    assertTrue(poll(functions.deleteFunctionCallable().call(delete)).hasResponse());
    refused(404, () -> functions.getFunction(NAME));
    refused(404, () -> services.getService(SERVICE));
    assertTrue(plane.plans().isEmpty());
    refused(404, () -> functions.deleteFunctionCallable().call(delete));
  }

  @Test
  void listsTheRuntimesOfJava() {
    ListRuntimesResponse runtimes =
        functions.listRuntimes(ListRuntimesRequest.newBuilder().setParent(PARENT).build());
    assertEquals(
        List.of("java11", "java17", "java21", "java25"),
        runtimes.getRuntimesList().stream().map(ListRuntimesResponse.Runtime::getName).toList());
  }

  @Test
  void thatAFunctionExistsCanBeToldByTheOperation() throws Exception {
    Function function = function(upload(Archives.function("1")));
    create(function);
    cloud.whims().tellExistsInOperation();
    assertTrue(failed(6, create(function)).endsWith("already exists"));
    assertEquals(Function.State.ACTIVE, functions.getFunction(NAME).getState());
  }

  @Test
  void twoCloudsWithTheSameFunctionHaveTheSameResources() throws Exception {
    create(function(upload(Archives.function("1"))));
    List<String> first = cloud.resources();
    close();
    open();
    create(function(upload(Archives.function("1"))));
    assertEquals(first, cloud.resources());
    update(function(upload(Archives.function("2"))));
    assertFalse(first.equals(cloud.resources()));
    assertEquals(4, cloud.resources().size(), String.join("\n", cloud.resources()));
  }
}
