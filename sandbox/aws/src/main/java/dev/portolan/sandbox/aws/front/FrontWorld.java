package dev.portolan.sandbox.aws.front;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.aws.protocol.Authorization;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.protocol.Caller;
import dev.portolan.sandbox.aws.protocol.Credential;
import dev.portolan.sandbox.aws.protocol.Identity;
import dev.portolan.sandbox.aws.protocol.Signature;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What the doors stand on. */
public record FrontWorld(
    String account,
    Supplier<ObjectNode> state,
    DataPlane dataPlane,
    TimeSource time,
    InstantSource signingClock,
    Identity.Directory identities,
    Authorization authorization) {

  /** Who signed a request for a service, as events tell it; empty when nobody did, or not well. */
  Optional<ObjectNode> signer(WireRequest request, String service) {
    try {
      Credential credential = Credential.from(request);
      Optional<Identity> identity = identities.find(credential.accessKeyId());
      if (identity.isEmpty() || !credential.service().equals(service)) {
        return Optional.empty();
      }
      Signature.check(request, credential, identity.get(), signingClock.instant());
      Caller caller = authorization.caller(credential, identity.get());
      ObjectNode iam = JsonNodeFactory.instance.objectNode();
      iam.put("accessKey", credential.accessKeyId());
      iam.put("accountId", caller.account());
      iam.put("callerId", caller.userId());
      iam.putNull("cognitoIdentity");
      iam.putNull("principalOrgId");
      iam.put("userArn", caller.arn());
      iam.put("userId", caller.userId());
      return Optional.of(iam);
    } catch (AwsRefusal refusal) {
      return Optional.empty();
    }
  }

  /** The trace of a request: its own, or a new one. */
  String trace(WireRequest request) {
    String id = UUID.randomUUID().toString().replace("-", "");
    return request
        .headers()
        .first("X-Amzn-Trace-Id")
        .orElse(String.format("Root=1-%08x-%s", time.now().getEpochSecond(), id.substring(0, 24)));
  }
}
