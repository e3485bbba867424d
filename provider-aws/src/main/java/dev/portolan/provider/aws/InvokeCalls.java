package dev.portolan.provider.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Invocations. Their client waits as long as a function may run. */
record InvokeCalls(Supplier<LambdaClient> client, Ledger ledger) {
  /**
   * What a function answered.
   *
   * @param error {@code Handled} or {@code Unhandled} when it failed
   * @param logTail the last 4 KB of its log
   */
  record Answer(Optional<String> error, byte[] payload, String logTail) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  Answer invoke(String name, String qualifier, byte[] payload) throws Exception {
    InvokeResponse response =
        ledger.invoke(
            () ->
                client
                    .get()
                    .invoke(
                        r ->
                            r.functionName(name)
                                .qualifier(qualifier)
                                .logType(LogType.TAIL)
                                .payload(SdkBytes.fromByteArray(payload))));
    byte[] body = response.payload() == null ? new byte[0] : response.payload().asByteArray();
    String tail = response.logResult() == null ? "" : response.logResult();
    return new Answer(
        Optional.ofNullable(response.functionError()),
        body,
        new String(Base64.getMimeDecoder().decode(tail), StandardCharsets.UTF_8));
  }
}
