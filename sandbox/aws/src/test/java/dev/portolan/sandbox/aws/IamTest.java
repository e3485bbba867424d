package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

class IamTest {
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
          + "\"Resource\":\"arn:aws:s3:::b/*\"}]}";
  private final EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
  private final IamClient iam = Sdk.inProcess(aws).iam();

  private void create(String name, String path) {
    iam.createRole(r -> r.roleName(name).path(path).assumeRolePolicyDocument(Functions.TRUST));
  }

  @Test
  void tellsARoleWhole() {
    iam.createRole(
        r ->
            r.roleName("r")
                .path("/a/b/")
                .description("v & <w>")
                .permissionsBoundary("arn:aws:iam::aws:policy/PowerUserAccess")
                .tags(Tag.builder().key("k").value("v").build())
                .assumeRolePolicyDocument(Functions.TRUST));
    var role = iam.getRole(r -> r.roleName("r")).role();
    assertEquals("arn:aws:iam::123456789012:role/a/b/r", role.arn());
    assertTrue(role.roleId().startsWith("AROA"), role.roleId());
    assertEquals("v & <w>", role.description());
    assertEquals("v", role.tags().get(0).value());
    assertEquals(
        "arn:aws:iam::aws:policy/PowerUserAccess",
        role.permissionsBoundary().permissionsBoundaryArn());
    assertEquals(
        Functions.TRUST,
        URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8));
  }

  @Test
  void listsByPathInPagesWithoutTags() {
    create("one", "/p/a/");
    create("two", "/p/b/");
    create("three", "/q/");
    List<String> found =
        iam.listRolesPaginator(l -> l.pathPrefix("/p/").maxItems(1)).roles().stream()
            .map(role -> role.roleName() + role.tags())
            .toList();
    assertEquals(2, found.size());
  }

  @Test
  void deletesARoleOnlyWhenItIsBare() {
    create("r", "/");
    assertEquals(
        "Role with name R already exists.",
        refused(409, "EntityAlreadyExists", () -> create("R", "/")));
    iam.putRolePolicy(p -> p.roleName("r").policyName("p").policyDocument(POLICY));
    iam.attachRolePolicy(
        p ->
            p.roleName("r")
                .policyArn("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"));
    refused(409, "DeleteConflict", () -> iam.deleteRole(r -> r.roleName("r")));
    assertEquals(List.of("p"), iam.listRolePolicies(l -> l.roleName("r")).policyNames());
    assertEquals(1, iam.listAttachedRolePolicies(l -> l.roleName("r")).attachedPolicies().size());
    iam.detachRolePolicy(
        p ->
            p.roleName("r")
                .policyArn("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"));
    refused(409, "DeleteConflict", () -> iam.deleteRole(r -> r.roleName("r")));
    iam.deleteRolePolicy(p -> p.roleName("r").policyName("p"));
    refused(404, "NoSuchEntity", () -> iam.deleteRolePolicy(p -> p.roleName("r").policyName("p")));
    iam.deleteRole(r -> r.roleName("r"));
    assertEquals(
        "The role with name r cannot be found.",
        refused(404, "NoSuchEntity", () -> iam.getRole(r -> r.roleName("r"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "{\"Version\":\"2020-01-01\",\"Statement\":[]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Perhaps\",\"Action\":\"s3:*\","
            + "\"Resource\":\"*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"anything\","
            + "\"Resource\":\"*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
            + "\"Resource\":\"bucket\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
            + "\"Resource\":\"*\",\"Principal\":\"*\"}]}"
      })
  void refusesPoliciesThatAreNone(String document) {
    create("r", "/");
    refused(
        400,
        "MalformedPolicyDocument",
        () -> iam.putRolePolicy(p -> p.roleName("r").policyName("p").policyDocument(document)));
  }

  @Test
  void refusesWhatIamRefuses() {
    refused(400, "ValidationError", () -> create("x".repeat(65), "/"));
    refused(400, "ValidationError", () -> create("no spaces", "/"));
    refused(400, "ValidationError", () -> create("r", "no-slash"));
    refused(
        400,
        "MalformedPolicyDocument",
        () -> iam.createRole(r -> r.roleName("r").assumeRolePolicyDocument(POLICY)));
    create("r", "/");
    refused(
        404,
        "NoSuchEntity",
        () ->
            iam.attachRolePolicy(
                p -> p.roleName("r").policyArn("arn:aws:iam::123456789012:policy/mine")));
    refused(
        409,
        "LimitExceeded",
        () ->
            iam.putRolePolicy(
                p ->
                    p.roleName("r")
                        .policyName("p")
                        .policyDocument(
                            POLICY.replace(
                                "arn:aws:s3:::b/*", "arn:aws:s3:::" + "b".repeat(10_240)))));
    assertEquals(List.of(), iam.listRolePolicies(l -> l.roleName("r")).policyNames());
  }
}
