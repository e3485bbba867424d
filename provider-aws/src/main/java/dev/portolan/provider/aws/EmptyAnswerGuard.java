package dev.portolan.provider.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Takes a success without a body for what it is, a lost response, where the call has something to
 * say. The SDK would make an answer of it in which all is absent: a list of no functions.
 */
final class EmptyAnswerGuard implements ExecutionInterceptor {
  static final String MESSAGE = "the answer was empty";

  /** Services whose every success but a 204 has a body. */
  private static final Set<String> WORDY = Set.of("Lambda", "ApiGatewayV2", "IAM", "STS");

  /** EventBridge has a body for what these did, and none for what it deleted. */
  private static final Set<String> TOLD =
      Set.of("CreateEventBus", "PutRule", "PutTargets", "RemoveTargets");

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    int status = context.httpResponse().statusCode();
    if (status / 100 != 2 || status == 204 || !wordy(attributes)) {
      return context.responseBody();
    }
    try {
      PushbackInputStream body =
          new PushbackInputStream(context.responseBody().orElse(InputStream.nullInputStream()));
      int first = body.read();
      if (first < 0) {
        throw SdkClientException.create(MESSAGE);
      }
      body.unread(first);
      return Optional.of(body);
    } catch (IOException e) {
      throw SdkClientException.create("the answer broke off", e);
    }
  }

  private static boolean wordy(ExecutionAttributes attributes) {
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    boolean asks = operation.matches("(Get|List|Describe|Filter).*");
    return asks
        || TOLD.contains(operation)
        || WORDY.contains(service) && !operation.equals("Invoke");
  }
}
