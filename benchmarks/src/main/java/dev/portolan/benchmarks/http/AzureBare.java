package dev.portolan.benchmarks.http;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/** The yardstick in Azure's worker: its own annotation, the JSON cut out by hand. */
public final class AzureBare {

  /** Answers one request. */
  public HttpResponseMessage run(
      @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    String json = request.getBody().orElse("");
    int start = json.indexOf("\":\"") + 3;
    String name = json.substring(start, json.indexOf('"', start));
    return request
        .createResponseBuilder(HttpStatus.OK)
        .header("content-type", "application/json")
        .body("{\"greeting\":\"Hello, ".concat(name).concat("!\"}"))
        .build();
  }
}
