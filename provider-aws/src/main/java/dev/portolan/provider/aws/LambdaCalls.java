package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.DeployException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStart;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.TagsError;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;

/** Functions: one method a call. */
record LambdaCalls(Supplier<LambdaClient> client, Ledger ledger) {
  /**
   * Configuration, tags and reserved concurrency, in one read.
   *
   * <p>"Lambda returns tag data only if you have explicit allow permissions for lambda:ListTags":
   * without them our own function would look like a stranger's.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html">GetFunction</a>
   */
  Optional<GetFunctionResponse> find(String name) throws Exception {
    Optional<GetFunctionResponse> found =
        ledger.find(() -> client.get().getFunction(r -> r.functionName(name)), LambdaCalls::absent);
    TagsError refused = found.map(GetFunctionResponse::tagsError).orElse(null);
    if (refused != null) {
      throw DeployException.of(
          DeployException.Kind.PERMISSION_DENIED,
          "it cannot be told whose function " + name + " is: " + refused.message(),
          "let the deploying identity do lambda:ListTags");
    }
    return found;
  }

  /** What a function or version is like at the moment, while one waits for it. */
  Optional<FunctionConfiguration> poll(String name, String qualifier) throws Exception {
    return ledger
        .poll(
            () -> client.get().getFunction(r -> r.functionName(name).qualifier(qualifier)),
            LambdaCalls::absent)
        .map(GetFunctionResponse::configuration);
  }

  static boolean absent(Exception answer) {
    return answer instanceof ResourceNotFoundException;
  }

  /** The names of all functions here that begin with a prefix. The API cannot filter. */
  List<String> names(String prefix) throws Exception {
    List<String> names = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListFunctionsResponse page =
          ledger.read(() -> client.get().listFunctions(r -> r.marker(from)));
      page.functions().stream()
          .map(FunctionConfiguration::functionName)
          .filter(name -> name.startsWith(prefix))
          .forEach(names::add);
      marker = page.nextMarker();
    } while (marker != null && !marker.isEmpty());
    return names;
  }

  /** Creates a function; returns what it is like so far. */
  Optional<FunctionConfiguration> create(Wanted wanted, Archive archive) throws Exception {
    FunctionConfig config = wanted.config();
    CreateFunctionRequest request =
        CreateFunctionRequest.builder()
            .functionName(wanted.physicalName())
            .description(config.release())
            .runtime(config.runtime())
            .handler(config.handler())
            .memorySize(config.memory())
            .timeout(config.timeout())
            .role(config.role())
            .environment(Environment.builder().variables(config.environment()).build())
            .snapStart(snapStart(config))
            .architecturesWithStrings(wanted.code().id())
            .code(archive.code())
            .publish(false)
            .tags(wanted.firstTags())
            .build();
    return Told.from(
        wanted.redaction().guard(() -> ledger.create(() -> client.get().createFunction(request))));
  }

  /** Sends the whole environment: what is left out would stay, and what is sent empty would go. */
  Optional<FunctionConfiguration> updateConfiguration(Wanted wanted, String revision)
      throws Exception {
    FunctionConfig config = wanted.config();
    return Told.from(
        wanted
            .redaction()
            .guard(
                () ->
                    ledger.change(
                        () ->
                            client
                                .get()
                                .updateFunctionConfiguration(
                                    r ->
                                        r.functionName(wanted.physicalName())
                                            .revisionId(Revision.sent(revision))
                                            .description(config.release())
                                            .runtime(config.runtime())
                                            .handler(config.handler())
                                            .memorySize(config.memory())
                                            .timeout(config.timeout())
                                            .role(config.role())
                                            .environment(e -> e.variables(config.environment()))
                                            .snapStart(snapStart(config))))));
  }

  /** Changes nothing that runs, but makes Lambda see a change, so that it publishes anew. */
  Optional<FunctionConfiguration> updateDescription(
      String name, String description, String revision) throws Exception {
    return Told.from(
        ledger.change(
            () ->
                client
                    .get()
                    .updateFunctionConfiguration(
                        r ->
                            r.functionName(name)
                                .description(description)
                                .revisionId(Revision.sent(revision)))));
  }

  Optional<FunctionConfiguration> updateCode(
      String name, Archive archive, Architecture architecture, String revision) throws Exception {
    UpdateFunctionCodeRequest.Builder request =
        UpdateFunctionCodeRequest.builder()
            .functionName(name)
            .architecturesWithStrings(new CodeConfig("", architecture).id())
            .revisionId(Revision.sent(revision))
            .publish(false);
    archive.into(request);
    return Told.from(ledger.change(() -> client.get().updateFunctionCode(request.build())));
  }

  void tag(String arn, Map<String, String> tags) throws Exception {
    ledger.change(() -> client.get().tagResource(r -> r.resource(arn).tags(tags)));
  }

  void untag(String arn, Collection<String> keys) throws Exception {
    ledger.change(() -> client.get().untagResource(r -> r.resource(arn).tagKeys(keys)));
  }

  void reserve(String name, int concurrency) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .putFunctionConcurrency(
                    r -> r.functionName(name).reservedConcurrentExecutions(concurrency)));
  }

  void unreserve(String name) throws Exception {
    ledger.change(() -> client.get().deleteFunctionConcurrency(r -> r.functionName(name)));
  }

  /** The account's limits; nothing where we may not ask, or a control plane does not say. */
  Optional<AccountLimit> accountLimit() throws Exception {
    return ledger
        .find(
            () -> client.get().getAccountSettings(r -> {}),
            answer ->
                answer instanceof LambdaException refused
                    && (refused.statusCode() == 403 || refused.statusCode() == 404))
        .map(GetAccountSettingsResponse::accountLimit);
  }

  /** Deletes a function with its versions, aliases, URL and permissions. */
  void delete(String name) throws Exception {
    try {
      ledger.change(() -> client.get().deleteFunction(r -> r.functionName(name)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  private static SnapStart snapStart(FunctionConfig config) {
    SnapStartApplyOn on =
        config.snapStart() ? SnapStartApplyOn.PUBLISHED_VERSIONS : SnapStartApplyOn.NONE;
    return SnapStart.builder().applyOn(on).build();
  }
}
