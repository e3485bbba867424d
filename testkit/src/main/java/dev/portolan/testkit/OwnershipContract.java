package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What belongs to someone else is never touched. */
public interface OwnershipContract extends CloudUnderTest {
  @Test
  @DisplayName("Where a stranger has a resource of our name, nothing at all is changed: 4")
  default void stranger() {
    try (Scene scene = Scene.of(this)) {
      scene.cloud().plantStranger(SampleProject.OWNER, "greeter");
      String before = scene.cloud().state();
      scene.cloud().forgetCalls();
      Outcome outcome = scene.deploy(scene.greeter("1"));
      Outcomes.assertCode(ExitCode.REFUSED, outcome);
      DeployException error = outcome.error().orElseThrow();
      assertEquals(DeployException.Kind.NOT_OWNED, error.kind());
      assertTrue(!error.hint().isBlank(), "the refusal says nothing to do");
      assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
      assertEquals(before, scene.cloud().state());
    }
  }

  @Test
  @DisplayName("A removal leaves a stranger's resources of our names alone")
  default void strangerStays() {
    try (Scene scene = Scene.of(this)) {
      scene.cloud().plantStranger(SampleProject.OWNER, "greeter");
      String before = scene.cloud().state();
      scene.cloud().forgetCalls();
      scene.destroy();
      assertEquals(0, scene.mutations(), () -> "changing calls: " + scene.cloud().calls());
      assertEquals(before, scene.cloud().state());
      assertEquals(List.of(), scene.find());
    }
  }

  @Test
  @DisplayName("A rollback does not touch a stranger's function")
  default void strangerNotRolledBack() {
    try (Scene scene = Scene.of(this)) {
      scene.cloud().plantStranger(SampleProject.OWNER, "greeter");
      String before = scene.cloud().state();
      scene.cloud().forgetCalls();
      assertTrue(!scene.rollback("greeter", Optional.of("1")).succeeded());
      assertEquals(0, scene.mutations());
      assertEquals(before, scene.cloud().state());
    }
  }

  @Test
  @DisplayName("Another stage of the same project is someone else")
  default void stages() {
    try (Scene scene = Scene.of(this)) {
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
      String before = scene.cloud().state();
      Owner other =
          Owner.of(SampleProject.OWNER.groupId(), SampleProject.OWNER.artifactId(), "two");
      Outcome outcome = scene.with(portolan -> portolan.destroy(other));
      Outcomes.assertVerified(outcome);
      assertEquals(before, scene.cloud().state());
      assertEquals(List.of(), scene.with(portolan -> portolan.find(other)));
    }
  }
}
