package dev.portolan.sandbox.gcp.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.iam.v1.Policy;
import dev.portolan.sandbox.gcp.wire.Project;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether an account may do with a thing what functions do by themselves: by a role in the thing's
 * policy, or in the project's. What is no account of the project's own may do everything.
 */
public final class Allowance {
  private final Policies things;
  private final Policies project;

  public Allowance(Policies things, Policies project) {
    this.things = things;
    this.project = project;
  }

  /**
   * Whether it may.
   *
   * @param roles those that hold the permission, without {@code roles/}
   */
  public boolean allows(ObjectNode tree, String caller, String resource, Set<String> roles) {
    if (caller.equals(Project.DEPLOYER)
        || !caller.endsWith("@" + Project.ID + ".iam.gserviceaccount.com")) {
      return true;
    }
    return holds(
        caller, roles, things.get(tree, resource), project.get(tree, "projects/" + Project.ID));
  }

  /**
   * Whether an account has one of these roles in one of these policies, whoever it is.
   *
   * @param roles without {@code roles/}
   */
  public static boolean holds(String account, Set<String> roles, Policy... policies) {
    String member = "serviceAccount:" + account;
    return Stream.of(policies)
        .flatMap(policy -> policy.getBindingsList().stream())
        .anyMatch(
            each ->
                roles.stream().anyMatch(role -> Policies.grants(each, "roles/" + role, member)));
  }
}
