package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.sandbox.aws.protocol.Identity;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class SecretsTest {
  @TestFactory
  Stream<DynamicTest> givesVersionsByStageAndId() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          var secrets = sdk.secrets();
          String arn = secrets.createSecret(s -> s.name("db/password").secretString("one")).arn();
          String first = secrets.getSecretValue(s -> s.secretId("db/password")).versionId();
          secrets.putSecretValue(s -> s.secretId(arn).secretString("two"));
          assertEquals("two", secrets.getSecretValue(s -> s.secretId(arn)).secretString());
          assertEquals(
              "one",
              secrets
                  .getSecretValue(s -> s.secretId(arn).versionStage("AWSPREVIOUS"))
                  .secretString());
          assertEquals(
              "one", secrets.getSecretValue(s -> s.secretId(arn).versionId(first)).secretString());
          assertEquals(2, secrets.describeSecret(s -> s.secretId(arn)).versionIdsToStages().size());
          refused(
              400,
              "ResourceExistsException",
              () -> secrets.createSecret(s -> s.name("db/password").secretString("x")));
          refused(
              400,
              "ResourceNotFoundException",
              () -> secrets.getSecretValue(s -> s.secretId("other")));
          secrets.deleteSecret(s -> s.secretId(arn));
          refused(
              400, "InvalidRequestException", () -> secrets.getSecretValue(s -> s.secretId(arn)));
        });
  }

  @TestFactory
  Stream<DynamicTest> givesARoleWhatItsPoliciesAllowAndNothingElse() {
    return OnEachTransport.of(
        (sdk, aws) -> {
          String arn = sdk.secrets().createSecret(s -> s.name("mine").secretString("one")).arn();
          sdk.secrets().createSecret(s -> s.name("other").secretString("two"));
          String role = Functions.role(sdk, "r");
          sdk.iam()
              .putRolePolicy(
                  p ->
                      p.roleName("r")
                          .policyName("secrets")
                          .policyDocument(
                              "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                  + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\""
                                  + arn.substring(0, arn.length() - 6)
                                  + "??????\"}]}"));
          Identity identity = aws.assume(role);
          Sdk function =
              sdk.with(
                  StaticCredentialsProvider.create(
                      AwsSessionCredentials.create(
                          identity.accessKeyId(),
                          identity.secretKey(),
                          identity.sessionToken().orElseThrow())));
          assertEquals(
              "one", function.secrets().getSecretValue(s -> s.secretId("mine")).secretString());
          refused(
              403,
              "AccessDeniedException",
              () -> function.secrets().getSecretValue(s -> s.secretId("other")));
          refused(403, "AccessDeniedException", () -> function.lambda().listFunctions());
          assertEquals(
              "arn:aws:sts::123456789012:assumed-role/r/function",
              function.sts().getCallerIdentity().arn());
        });
  }
}
