package dev.portolan.sandbox.gcp.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.iam.IamError;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.ProtoJson;
import java.io.IOException;

/**
 * Who may do what with a bucket.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/buckets/setIamPolicy">the
 *     call</a>
 */
record BucketPolicies(Policies policies) {
  private static final ObjectMapper JSON = new ObjectMapper();

  WireResponse get(ObjectNode tree, String bucket, String version) {
    try {
      GetPolicyOptions options =
          GetPolicyOptions.newBuilder()
              .setRequestedPolicyVersion(version.isEmpty() ? 1 : Integer.parseInt(version))
              .build();
      return told(bucket, policies.told(tree, Buckets.resource(bucket), options));
    } catch (GoogleRefusal | NumberFormatException refusal) {
      return BucketError.POLICY.response(refusal.getMessage());
    }
  }

  WireResponse set(Call call, String bucket) {
    try {
      JsonNode body = JSON.readTree(call.wire().body());
      if (!(body instanceof ObjectNode policy)) {
        return BucketError.UNPARSABLE.response();
      }
      policy.remove("kind");
      policy.remove("resourceId");
      SetIamPolicyRequest request =
          SetIamPolicyRequest.newBuilder()
              .setResource(Buckets.resource(bucket))
              .setPolicy(ProtoJson.message(policy, Policy.getDefaultInstance()))
              .build();
      return told(bucket, policies.set(request, call));
    } catch (GoogleRefusal refusal) {
      return refusal.shape() == IamError.POLICY_CHANGED
          ? BucketError.POLICY_CHANGED.response()
          : BucketError.POLICY.response(refusal.getMessage());
    } catch (IOException | IllegalStateException unreadable) {
      return BucketError.UNPARSABLE.response();
    }
  }

  private static WireResponse told(String bucket, Policy policy) {
    ObjectNode answer = ProtoJson.tree(policy);
    answer.put("kind", "storage#policy").put("resourceId", Buckets.resource(bucket));
    return StorageApi.json(answer);
  }
}
