package dev.portolan.provider.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * Reads a function's configuration out of the answer to a call that changed it. The SDK has a type
 * of its own for each such answer, with the same fields.
 */
final class Told {
  private Told() {}

  /** Nothing, where the answer does not even say which function it speaks of. */
  static Optional<FunctionConfiguration> from(SdkPojo answer) {
    FunctionConfiguration.Builder told = FunctionConfiguration.builder();
    Map<String, SdkField<?>> fields = new HashMap<>();
    told.sdkFields().forEach(field -> fields.put(field.memberName(), field));
    for (SdkField<?> field : answer.sdkFields()) {
      if (fields.containsKey(field.memberName())) {
        fields.get(field.memberName()).set(told, field.getValueOrDefault(answer));
      }
    }
    FunctionConfiguration whole = told.build();
    return Optional.of(whole).filter(known -> known.functionArn() != null);
  }
}
