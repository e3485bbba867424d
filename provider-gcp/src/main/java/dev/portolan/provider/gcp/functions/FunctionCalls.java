package dev.portolan.provider.gcp.functions;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.functions.v2.CreateFunctionRequest;
import com.google.cloud.functions.v2.DeleteFunctionRequest;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.GenerateUploadUrlRequest;
import com.google.cloud.functions.v2.GenerateUploadUrlResponse;
import com.google.cloud.functions.v2.ListFunctionsRequest;
import com.google.cloud.functions.v2.ListFunctionsResponse;
import com.google.cloud.functions.v2.ListRuntimesRequest;
import com.google.cloud.functions.v2.ListRuntimesResponse.Runtime;
import com.google.cloud.functions.v2.UpdateFunctionRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.GoogleError;
import dev.portolan.provider.gcp.wire.Pages;
import dev.portolan.provider.gcp.wire.PartialList;
import java.util.List;
import java.util.Optional;

/**
 * One method a call of the Cloud Functions API.
 *
 * @see <a href="https://cloud.google.com/functions/docs/reference/rest">version 2</a>
 */
public final class FunctionCalls {
  private static final int PAGE = 1000;

  private final GoogleClients clients;
  private final Tally tally;
  private final Place place;

  public FunctionCalls(GoogleClients clients, Tally tally, Place place) {
    this.clients = clients;
    this.tally = tally;
    this.place = place;
  }

  Place place() {
    return place;
  }

  /** A function's full name. */
  String name(String function) {
    return place.parent() + "/functions/" + function;
  }

  /** All functions of the place, of both generations. */
  List<Function> functions() throws Exception {
    return Pages.all(
        this::functions,
        ListFunctionsResponse::getFunctionsList,
        ListFunctionsResponse::getNextPageToken);
  }

  private ListFunctionsResponse functions(String page) throws Exception {
    ListFunctionsRequest request =
        ListFunctionsRequest.newBuilder()
            .setParent(place.parent())
            .setPageSize(PAGE)
            .setPageToken(page)
            .build();
    ListFunctionsResponse answer =
        tally.read(
            () ->
                Found.orIfDisabled(
                    () -> clients.functions().listFunctionsCallable().call(request),
                    ListFunctionsResponse.getDefaultInstance()));
    PartialList.check("functions", answer.getUnreachableList());
    return answer;
  }

  /** The same; none where we may not look. */
  List<Function> functionsIfAllowed() throws Exception {
    try {
      return functions();
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::forbidden).isPresent()) {
        return List.of();
      }
      throw e;
    }
  }

  /** As somebody who waits for it. */
  Optional<Function> glance(String function) throws Exception {
    return tally.glance(
        () -> {
          try {
            return Optional.of(clients.functions().getFunction(name(function)));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  /** Empty also where the API is yet to be enabled. */
  List<Runtime> runtimes() throws Exception {
    ListRuntimesRequest request =
        ListRuntimesRequest.newBuilder().setParent(place.parent()).build();
    return tally.read(
        () ->
            Found.orIfDisabled(
                () -> clients.functions().listRuntimesCallable().call(request).getRuntimesList(),
                List.of()));
  }

  /** Where something may be uploaded to; nothing is there before it is. */
  GenerateUploadUrlResponse uploadUrl() throws Exception {
    GenerateUploadUrlRequest request =
        GenerateUploadUrlRequest.newBuilder().setParent(place.parent()).build();
    return tally.read(() -> clients.functions().generateUploadUrl(request));
  }

  Operation create(String id, Function function) throws Exception {
    CreateFunctionRequest request =
        CreateFunctionRequest.newBuilder()
            .setParent(place.parent())
            .setFunctionId(id)
            .setFunction(function)
            .build();
    return tally.mutation(() -> clients.functions().createFunctionCallable().call(request));
  }

  Operation update(Function function, FieldMask mask) throws Exception {
    UpdateFunctionRequest request =
        UpdateFunctionRequest.newBuilder().setFunction(function).setUpdateMask(mask).build();
    return tally.mutation(() -> clients.functions().updateFunctionCallable().call(request));
  }

  /** Also content with there being none. */
  Optional<Operation> delete(String function) throws Exception {
    DeleteFunctionRequest request =
        DeleteFunctionRequest.newBuilder().setName(name(function)).build();
    return tally.mutation(
        () -> {
          try {
            return Optional.of(clients.functions().deleteFunctionCallable().call(request));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  Operation glanceAtOperation(String name) throws Exception {
    return tally.glance(() -> clients.functions().getHttpJsonOperationsClient().getOperation(name));
  }
}
