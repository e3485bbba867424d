package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** How the vendor's client tells a refusal. */
final class Refusals {
  private Refusals() {}

  /** Asserts status and code; gives the message for more. */
  static String refused(int status, String code, Executable call) {
    AwsServiceException refusal = assertThrows(AwsServiceException.class, call);
    assertEquals(
        status + " " + code,
        refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode(),
        refusal.getMessage());
    return refusal.awsErrorDetails().errorMessage();
  }
}
