package dev.portolan.provider.gcp.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.cloudresourcemanager.v3.model.Binding;
import com.google.api.services.cloudresourcemanager.v3.model.Expr;
import com.google.api.services.cloudresourcemanager.v3.model.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PoliciesTest {
  private static final String EMAIL = "shop-dev-greeter@p.iam.gserviceaccount.com";
  private static final String MEMBER = "serviceAccount:" + EMAIL;
  private static final String DEAD = "deleted:" + MEMBER + "?uid=1234";
  private static final String READER = "roles/datastore.viewer";
  private static final String WRITER = "roles/datastore.user";

  private static Policy policy(Binding... bindings) {
    return new Policy().setEtag("e").setVersion(1).setBindings(List.of(bindings));
  }

  private static Binding binding(String role, String... members) {
    return new Binding().setRole(role).setMembers(List.of(members));
  }

  private static Binding conditional(String role, String... members) {
    return binding(role, members).setCondition(new Expr().setExpression("request.time < x"));
  }

  private static final String ACCESSOR = "roles/secretmanager.secretAccessor";

  @Test
  @DisplayName("A role is added beside others' members, and the policy keeps its etag")
  void adds() {
    Policy before = policy(binding(READER, "user:a@b.c"), binding("roles/owner", "user:a@b.c"));
    Policy after =
        new ProjectPolicy(before).with(EMAIL, List.of(READER, WRITER), Set.of()).orElseThrow();
    assertEquals(
        List.of(
            binding(READER, "user:a@b.c", MEMBER),
            binding("roles/owner", "user:a@b.c"),
            binding(WRITER, MEMBER)),
        after.getBindings());
    assertEquals("e", after.getEtag());
    assertEquals(3, after.getVersion());
    assertEquals(1, before.getVersion(), "what was read was changed");
  }

  @Test
  @DisplayName("Where nothing differs, nothing is written")
  void unchanged() {
    ProjectPolicy policy = new ProjectPolicy(policy(binding(READER, MEMBER)));
    assertEquals(Optional.empty(), policy.with(EMAIL, List.of(READER), Set.of(WRITER)));
    assertEquals(
        Optional.empty(), new ProjectPolicy(new Policy()).with(EMAIL, List.of(), Set.of()));
  }

  @Test
  @DisplayName("A grant under a condition is neither ours nor touched, though it names the account")
  void conditions() {
    Binding foreign = conditional(READER, MEMBER, DEAD);
    Policy after =
        new ProjectPolicy(policy(foreign, binding(WRITER, MEMBER)))
            .with(EMAIL, List.of(READER), Set.of(WRITER))
            .orElseThrow();
    assertEquals(List.of(foreign, binding(READER, MEMBER)), after.getBindings());
  }

  @Test
  @DisplayName("A deleted account of the same name goes, another's stays")
  void dead() {
    String other = "deleted:serviceAccount:other@p.iam.gserviceaccount.com?uid=1";
    ProjectPolicy policy =
        new ProjectPolicy(policy(binding(READER, DEAD, other), binding(WRITER, DEAD)));
    assertTrue(policy.remains(EMAIL));
    Policy after = policy.with(EMAIL, List.of(), Set.of()).orElseThrow();
    assertEquals(List.of(binding(READER, other)), after.getBindings());
  }

  @Test
  @DisplayName("Only the roles that are named are taken away")
  void takes() {
    Policy after =
        new ProjectPolicy(policy(binding(READER, MEMBER), binding(WRITER, MEMBER, "user:a@b.c")))
            .with(EMAIL, List.of(), Set.of(WRITER))
            .orElseThrow();
    assertEquals(
        List.of(binding(READER, MEMBER), binding(WRITER, "user:a@b.c")), after.getBindings());
  }

  @Test
  @DisplayName("A secret's policy: the account in, beside others; out; and nothing for nothing")
  void secrets() {
    com.google.iam.v1.Binding others =
        com.google.iam.v1.Binding.newBuilder().setRole(ACCESSOR).addMembers("user:a@b.c").build();
    com.google.iam.v1.Binding conditional =
        others.toBuilder()
            .addMembers(MEMBER)
            .setCondition(com.google.type.Expr.newBuilder().setExpression("x"))
            .build();
    com.google.iam.v1.Policy before =
        com.google.iam.v1.Policy.newBuilder()
            .addBindings(conditional)
            .addBindings(others.toBuilder().addMembers(DEAD))
            .build();
    com.google.iam.v1.Policy in = RightPolicy.with(before, ACCESSOR, EMAIL, true).orElseThrow();
    assertEquals(
        List.of(conditional, others.toBuilder().addMembers(MEMBER).build()), in.getBindingsList());
    assertTrue(RightPolicy.allows(in, ACCESSOR, EMAIL));
    assertEquals(Optional.empty(), RightPolicy.with(in, ACCESSOR, EMAIL, true));
    com.google.iam.v1.Policy out = RightPolicy.with(in, ACCESSOR, EMAIL, false).orElseThrow();
    assertEquals(List.of(conditional, others), out.getBindingsList());
    assertEquals(Optional.empty(), RightPolicy.with(out, ACCESSOR, EMAIL, false));
  }

  @Test
  @DisplayName("An address names its project, with its domain; Compute Engine's own names none")
  void addresses() {
    assertEquals(Optional.of("p"), Address.project(EMAIL));
    assertEquals(
        Optional.of("example.com:p"), Address.project("a@p.example.com.iam.gserviceaccount.com"));
    assertEquals(Optional.empty(), Address.project("1-compute@developer.gserviceaccount.com"));
  }
}
