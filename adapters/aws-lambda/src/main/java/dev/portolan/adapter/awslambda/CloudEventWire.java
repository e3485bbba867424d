package dev.portolan.adapter.awslambda;

import java.util.Map;

/** Payloads that are CloudEvents in JSON, such as the deployer has EventBridge Scheduler send. */
final class CloudEventWire implements RecordWire {

  @Override
  public Map<String, Object> event(Map<?, ?> record) {
    return Messages.document(record);
  }

  @Override
  public String id(Map<?, ?> record) {
    return record.get("id") instanceof String ? (String) record.get("id") : null;
  }

  /** As the payload says, for which EventBridge Scheduler has a word, {@code attempt-number}. */
  @Override
  public int attempt(Map<?, ?> record) {
    try {
      return Math.max(1, Integer.parseInt(String.valueOf(record.get("portolanattempt"))));
    } catch (NumberFormatException none) {
      return 1;
    }
  }

  @Override
  public byte[] reply(LambdaRecords records, Replies replies) {
    return replies.document();
  }
}
