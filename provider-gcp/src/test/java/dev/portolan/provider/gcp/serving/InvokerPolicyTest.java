package dev.portolan.provider.gcp.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.protobuf.ByteString;
import com.google.type.Expr;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may call a service: what is ours to say, and what is not. */
class InvokerPolicyTest {
  private static final String INVOKER = "roles/run.invoker";
  private static final String ACCOUNT = "a@p.iam.gserviceaccount.com";

  @Test
  @DisplayName("Others keep what somebody has granted them, and the etag goes back with it")
  void keepsOthers() {
    Policy before =
        policy(binding(INVOKER, "user:ada@example.com"), binding("roles/run.viewer", "allUsers"));
    Policy after = new InvokerPolicy(true, true, ACCOUNT, true).over(before);
    assertEquals(before.getEtag(), after.getEtag());
    assertEquals(
        List.of(
            binding("roles/run.viewer", "allUsers"),
            binding(INVOKER, "allUsers", "serviceAccount:" + ACCOUNT, "user:ada@example.com")),
        after.getBindingsList());
    Policy closed = new InvokerPolicy(false, false, ACCOUNT, true).over(after);
    assertEquals(
        List.of(binding("roles/run.viewer", "allUsers"), binding(INVOKER, "user:ada@example.com")),
        closed.getBindingsList());
  }

  @Test
  @DisplayName("A grant under a condition is somebody else's")
  void conditions() {
    Binding theirs =
        binding(INVOKER, "allUsers").toBuilder()
            .setCondition(Expr.newBuilder().setExpression("false"))
            .build();
    InvokerPolicy closed = new InvokerPolicy(false, false, ACCOUNT, true);
    assertEquals(List.of(), closed.differences(policy(theirs)));
    assertEquals(List.of(theirs), closed.over(policy(theirs)).getBindingsList());
  }

  @Test
  @DisplayName("Tells who has to get the role, and who has to lose it")
  void differences() {
    InvokerPolicy open = new InvokerPolicy(true, true, ACCOUNT, true);
    assertEquals(
        List.of("anyone may not call it yet", ACCOUNT + " may not call it yet"),
        open.differences(policy()));
    InvokerPolicy closed = new InvokerPolicy(false, false, ACCOUNT, true);
    assertEquals(
        List.of("anyone may still call it", ACCOUNT + " may still call it"),
        closed.differences(open.over(policy())));
    assertTrue(InvokerPolicy.opens(open.over(policy())));
    assertFalse(InvokerPolicy.opens(closed.over(open.over(policy()))));
    assertEquals(List.of(), InvokerPolicy.opening(true).differences(open.over(policy())));
  }

  @Test
  @DisplayName("An account that is not the function's alone keeps what it was granted")
  void foreignAccount() {
    Policy granted = policy(binding(INVOKER, "serviceAccount:" + ACCOUNT));
    InvokerPolicy quiet = new InvokerPolicy(false, false, ACCOUNT, false);
    assertEquals(List.of(), quiet.differences(granted));
    assertEquals(granted, quiet.over(granted));
    InvokerPolicy events = new InvokerPolicy(false, true, ACCOUNT, false);
    assertEquals(List.of(ACCOUNT + " may not call it yet"), events.differences(policy()));
    assertEquals(granted, events.over(policy()));
  }

  private static Policy policy(Binding... bindings) {
    return Policy.newBuilder()
        .setEtag(ByteString.copyFromUtf8("1"))
        .addAllBindings(List.of(bindings))
        .build();
  }

  private static Binding binding(String role, String... members) {
    return Binding.newBuilder().setRole(role).addAllMembers(List.of(members)).build();
  }
}
