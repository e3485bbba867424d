package dev.portolan.provider.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.PutFunctionEventInvokeConfigRequest;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What becomes of calls of the live alias that nobody waits for: one method a call. */
record InvokeConfigCalls(Supplier<LambdaClient> client, Ledger ledger) {
  Optional<InvokeConfig> find(String name) throws Exception {
    return ledger
        .find(
            () ->
                client
                    .get()
                    .getFunctionEventInvokeConfig(r -> r.functionName(name).qualifier(Place.LIVE)),
            LambdaCalls::absent)
        .map(InvokeConfig::from);
  }

  /**
   * "If you exclude any settings, they are removed": all is sent.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html">PutFunctionEventInvokeConfig</a>
   */
  void put(String name, InvokeConfig config) throws Exception {
    PutFunctionEventInvokeConfigRequest.Builder request =
        PutFunctionEventInvokeConfigRequest.builder()
            .functionName(name)
            .qualifier(Place.LIVE)
            .destinationConfig(
                d -> {
                  config.onFailure().ifPresent(arn -> d.onFailure(f -> f.destination(arn)));
                  config.onSuccess().ifPresent(arn -> d.onSuccess(s -> s.destination(arn)));
                });
    config.retries().ifPresent(request::maximumRetryAttempts);
    config.age().ifPresent(request::maximumEventAgeInSeconds);
    ledger.change(() -> client.get().putFunctionEventInvokeConfig(request.build()));
  }

  void delete(String name) throws Exception {
    try {
      ledger.change(
          () ->
              client
                  .get()
                  .deleteFunctionEventInvokeConfig(
                      r -> r.functionName(name).qualifier(Place.LIVE)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }
}
