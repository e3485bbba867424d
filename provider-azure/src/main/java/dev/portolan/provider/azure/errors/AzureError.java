package dev.portolan.provider.azure.errors;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import com.azure.storage.blob.models.BlobStorageException;
import dev.portolan.provider.azure.wire.HttpRefused;
import dev.portolan.provider.azure.wire.OperationFailed;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What Azure said, in whatever shape: Resource Manager's, App Service's, Storage's, or a page.
 *
 * @param status HTTP status; 0 for an operation that ended badly
 * @param codes all that it names, the outermost first
 * @param text all that it said
 * @param notBefore how long it asked us to wait
 */
record AzureError(int status, Set<String> codes, String text, Optional<Duration> notBefore) {
  private static final HttpHeaderName STORAGE_CODE = HttpHeaderName.fromString("x-ms-error-code");

  /** What an exception, or one below it, says of an answer; empty if Azure did not answer. */
  static Optional<AzureError> of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HttpRefused refused) {
        Set<String> codes = new LinkedHashSet<>();
        String text = Body.read(refused.body(), codes);
        return Optional.of(new AzureError(refused.status(), codes, text, refused.retryAfter()));
      }
      if (t instanceof OperationFailed failed) {
        Set<String> codes = new LinkedHashSet<>(Set.of(failed.code()));
        Body.read(failed.getMessage(), codes);
        return Optional.of(new AzureError(0, codes, failed.getMessage(), Optional.empty()));
      }
      if (t instanceof HttpResponseException answer && answer.getResponse() != null) {
        return Optional.of(from(answer));
      }
    }
    return Optional.empty();
  }

  private static AzureError from(HttpResponseException answer) {
    HttpResponse response = answer.getResponse();
    Set<String> codes = new LinkedHashSet<>();
    String header = response.getHeaderValue(STORAGE_CODE);
    if (header != null) {
      codes.add(header);
    }
    if (answer instanceof ManagementException management && management.getValue() != null) {
      add(management.getValue(), codes);
    }
    String text = Body.read(String.valueOf(answer.getMessage()), codes);
    if (answer instanceof BlobStorageException blob && blob.getErrorCode() != null) {
      codes.add(blob.getErrorCode().toString());
    }
    return new AzureError(response.getStatusCode(), codes, text, Waiting.asked(response));
  }

  private static void add(ManagementError error, Set<String> codes) {
    if (error.getCode() != null) {
      codes.add(error.getCode());
    }
    if (error.getDetails() != null) {
      error.getDetails().forEach(detail -> add(detail, codes));
    }
  }

  /** The status and the outermost code, as people look them up. */
  String heading() {
    String code = codes.stream().findFirst().orElse("");
    return (status == 0 ? code : status + " " + code).strip();
  }
}
