package dev.portolan.sandbox.aws.iam;

import dev.portolan.sandbox.aws.protocol.Authorization;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Caller;
import dev.portolan.sandbox.aws.protocol.CommonError;
import dev.portolan.sandbox.aws.protocol.Credential;
import dev.portolan.sandbox.aws.protocol.Identity;
import java.util.Locale;
import java.util.Map;

/**
 * The account's own user may do everything; who took a role on may do what the role's policies say.
 */
public final class AccountAuthorization implements Authorization {
  private final String account;

  public AccountAuthorization(String account) {
    this.account = account;
  }

  @Override
  public Caller caller(Credential credential, Identity identity) {
    boolean user = identity.role().isEmpty();
    String arn =
        user
            ? "arn:aws:iam::" + account + ":user/sandbox"
            : "arn:aws:sts::" + account + ":assumed-role/" + identity.role() + "/function";
    String userId = user ? "AIDASANDBOXSANDBOXSAN" : "AROASANDBOXSANDBOXSAN:function";
    return new Caller(
        account, credential.region(), credential.service(), arn, userId, identity.role());
  }

  @Override
  public void check(Call call) {
    Caller caller = call.caller();
    if (caller.role().isEmpty() || caller.service().equals("sts")) {
      return;
    }
    String action = action(call);
    String resource = resource(call);
    if (!Permissions.allow(call.state(), caller.role(), action, resource)) {
      throw CommonError.ACCESS_DENIED.refusal(
          caller.arn(),
          action,
          resource,
          action.substring(action.indexOf(':') + 1).toLowerCase(Locale.ROOT));
    }
  }

  /** S3's rights that are not called as what they let do. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "s3:HeadObject", "s3:GetObject",
          "s3:HeadBucket", "s3:ListBucket",
          "s3:ListObjectsV2", "s3:ListBucket",
          "s3:CopyObject", "s3:PutObject",
          "s3:CreateMultipartUpload", "s3:PutObject",
          "s3:UploadPart", "s3:PutObject",
          "s3:CompleteMultipartUpload", "s3:PutObject");

  /**
   * SQS knows no right to a batch: {@code SendMessageBatch} needs {@code sqs:SendMessage}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html">Actions
   *     and resource reference</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
   *     permissions for Amazon S3 API operations</a>
   */
  private static String action(Call call) {
    String service = call.caller().service();
    String name = call.operation().name();
    String action =
        service + ":" + (service.equals("sqs") ? name.replaceFirst("Batch$", "") : name);
    return OTHERS.getOrDefault(action, action);
  }

  /** The resource as policies name it, for the services that functions call. */
  private static String resource(Call call) {
    Caller caller = call.caller();
    if (call.has("SecretId")) {
      return call.text("SecretId").startsWith("arn:") ? call.text("SecretId") : secretArn(call);
    }
    if (call.has("logGroupName")) {
      String stream = call.optional("logStreamName").map(s -> ":log-stream:" + s).orElse(":*");
      return caller.arnOf("logs", "log-group:" + call.text("logGroupName") + stream);
    }
    if (call.has("FunctionName")) {
      String name = call.text("FunctionName");
      return name.startsWith("arn:") ? name : caller.arnOf("lambda", "function:" + name);
    }
    if (call.has("QueueUrl")) {
      return caller.arnOf("sqs", call.text("QueueUrl").replaceAll(".*/", ""));
    }
    if (call.has("QueueName")) {
      return caller.arnOf("sqs", call.text("QueueName"));
    }
    if (call.has("Bucket")) {
      return "arn:aws:s3:::"
          + call.text("Bucket")
          + call.optional("Key").map(k -> "/" + k).orElse("");
    }
    return "*";
  }

  private static String secretArn(Call call) {
    return call.state()
        .path("regions")
        .path(call.caller().region())
        .path("secretsmanager")
        .path("secrets")
        .path(call.text("SecretId"))
        .path("ARN")
        .asText(call.caller().arnOf("secretsmanager", "secret:" + call.text("SecretId")));
  }
}
