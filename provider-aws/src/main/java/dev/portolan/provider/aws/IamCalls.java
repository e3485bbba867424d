package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles: one method a call. */
record IamCalls(Supplier<IamClient> client, Ledger ledger) {
  Optional<Role> find(String name) throws Exception {
    return ledger
        .find(() -> client.get().getRole(r -> r.roleName(name)), IamCalls::absent)
        .map(GetRoleResponse::role);
  }

  /** The inline policy's document; "Policies returned by this API are URL-encoded". */
  Optional<String> policy(String role, String policy) throws Exception {
    return ledger
        .find(
            () -> client.get().getRolePolicy(r -> r.roleName(role).policyName(policy)),
            IamCalls::absent)
        .map(found -> decoded(found.policyDocument()));
  }

  private static boolean absent(Exception answer) {
    return answer instanceof NoSuchEntityException;
  }

  static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  /** The names of all roles under a path. Their tags do not come along. */
  List<String> names(String path) throws Exception {
    List<String> names = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListRolesResponse page =
          ledger.read(() -> client.get().listRoles(r -> r.pathPrefix(path).marker(from)));
      page.roles().stream().map(Role::roleName).forEach(names::add);
      marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
    } while (marker != null);
    return names;
  }

  void create(
      String name, String path, JsonNode trust, Optional<String> boundary, Map<String, String> tags)
      throws Exception {
    ledger.grant(
        () ->
            client
                .get()
                .createRole(
                    r -> {
                      r.roleName(name)
                          .path(path)
                          .description("Deployed by Portolan")
                          .assumeRolePolicyDocument(trust.toString())
                          .tags(tags(tags));
                      boundary.ifPresent(r::permissionsBoundary);
                    }));
  }

  void updateTrust(String name, JsonNode trust) throws Exception {
    ledger.grant(
        () ->
            client
                .get()
                .updateAssumeRolePolicy(r -> r.roleName(name).policyDocument(trust.toString())));
  }

  void putBoundary(String name, String boundary) throws Exception {
    ledger.grant(
        () ->
            client
                .get()
                .putRolePermissionsBoundary(r -> r.roleName(name).permissionsBoundary(boundary)));
  }

  void putPolicy(String role, String policy, String document) throws Exception {
    ledger.grant(
        () ->
            client
                .get()
                .putRolePolicy(r -> r.roleName(role).policyName(policy).policyDocument(document)));
  }

  List<String> attached(String role) throws Exception {
    List<String> arns = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListAttachedRolePoliciesResponse page =
          ledger.read(
              () -> client.get().listAttachedRolePolicies(r -> r.roleName(role).marker(from)));
      page.attachedPolicies().stream().map(AttachedPolicy::policyArn).forEach(arns::add);
      marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
    } while (marker != null);
    return arns;
  }

  List<String> policies(String role) throws Exception {
    List<String> names = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListRolePoliciesResponse page =
          ledger.read(() -> client.get().listRolePolicies(r -> r.roleName(role).marker(from)));
      names.addAll(page.policyNames());
      marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
    } while (marker != null);
    return names;
  }

  /**
   * "Before attempting to delete a role, remove the following attached items": policies, both
   * kinds.
   */
  void delete(String role) throws Exception {
    try {
      for (String arn : attached(role)) {
        ledger.grant(() -> client.get().detachRolePolicy(r -> r.roleName(role).policyArn(arn)));
      }
      for (String policy : policies(role)) {
        ledger.grant(() -> client.get().deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
      }
      ledger.grant(() -> client.get().deleteRole(r -> r.roleName(role)));
    } catch (NoSuchEntityException expected) {
      // gone is what was asked for
    }
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
