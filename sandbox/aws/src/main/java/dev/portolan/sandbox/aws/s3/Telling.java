package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.aws.protocol.Call;

/** Tells whom a call's bucket tells what the call did to an object. */
record Telling(Notices notices) {
  /** Call it when the object is as it shall be. */
  void tell(Call call, String event, JsonNode object) {
    String bucket = call.text("Bucket");
    new ObjectEvent(event, call.text("Key"), object, call.now())
        .due(bucket, Buckets.bucket(call))
        .forEach((function, payload) -> notices.deliver(Buckets.arn(bucket), function, payload));
  }
}
