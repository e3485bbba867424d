package dev.portolan.provider.azure.wire;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.rest.Response;
import com.azure.core.management.exception.ManagementError;
import com.azure.core.management.exception.ManagementException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Tells what is not there from what cannot be looked at. */
public final class Found {
  private static final int NOT_FOUND = 404;

  private Found() {}

  /** What a call gives; empty where Azure has no such thing. */
  public static <T> Optional<T> in(Callable<T> call) throws Exception {
    try {
      return Optional.ofNullable(call.call());
    } catch (HttpResponseException e) {
      if (absent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The value of a response; empty where Azure has no such thing. */
  public static <T> Optional<T> value(Callable<Response<T>> call) throws Exception {
    return in(() -> call.call().getValue());
  }

  /**
   * Whether a thing is missing, and not what it would be in: a subscription that is not there, or a
   * kind of resource that it does not know, says nothing about the thing.
   */
  private static boolean absent(HttpResponseException e) {
    if (e.getResponse() == null || e.getResponse().getStatusCode() != NOT_FOUND) {
      return false;
    }
    String code = code(e).toLowerCase(Locale.ROOT);
    return !code.startsWith("subscription")
        && !code.startsWith("invalidsubscription")
        && !code.equals("noregisteredproviderfound")
        && !code.equals("invalidresourcetype");
  }

  private static String code(HttpResponseException e) {
    if (e instanceof ManagementException management && management.getValue() != null) {
      ManagementError error = management.getValue();
      return error.getCode() == null ? "" : error.getCode();
    }
    return "";
  }
}
