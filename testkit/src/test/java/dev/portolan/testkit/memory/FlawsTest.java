package dev.portolan.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.testkit.DeployerContract;
import dev.portolan.testkit.TestCloud;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The contracts fail on wrong deployers: each flaw is found by the contract that is there for it.
 */
class FlawsTest {
  private static final Map<Flaw, Consumer<DeployerContract>> FOUND_BY =
      Map.ofEntries(
          Map.entry(Flaw.FORGETS_OWNERSHIP, DeployerContract::stranger),
          Map.entry(Flaw.DELETES_STRANGERS, DeployerContract::strangerStays),
          Map.entry(Flaw.DUPLICATES, DeployerContract::lostAfterCommit),
          Map.entry(Flaw.LEAVES_ORPHAN, DeployerContract::destroys),
          Map.entry(Flaw.MUTATES_ON_NO_OP, DeployerContract::again),
          Map.entry(Flaw.DELETES_PARENT_FIRST, DeployerContract::destroys),
          Map.entry(Flaw.TELLS_SECRETS, DeployerContract::changedSecret),
          Map.entry(Flaw.OVERLOOKS_DRIFT, DeployerContract::drift),
          Map.entry(Flaw.GIVES_UP_WHEN_THROTTLED, DeployerContract::throttled),
          Map.entry(Flaw.RETRIES_REFUSALS, DeployerContract::expired),
          Map.entry(Flaw.SHIFTS_TO_OLD, DeployerContract::changes),
          Map.entry(Flaw.SAYS_NOTHING_TO_DO, DeployerContract::exitCodes),
          Map.entry(Flaw.OVERLOOKS_CHANGED_TRIGGER, DeployerContract::changedTrigger),
          Map.entry(Flaw.LEAVES_REMOVED_TRIGGER, DeployerContract::removedTrigger),
          Map.entry(Flaw.LEAVES_TRIGGER_AT_DESTROY, DeployerContract::destroysTrigger),
          Map.entry(Flaw.REWRITES_TRIGGER, DeployerContract::listens),
          Map.entry(Flaw.FINDS_TRIGGERS_BY_FUNCTION, DeployerContract::killedDestroying));

  /** A contract over a cloud whose provider has one flaw. */
  private record Flawed(Flaw flaw) implements DeployerContract {
    @Override
    public TestCloud openCloud() {
      return new MemoryCloud(Set.of(flaw));
    }

    @Override
    public Limits limits() {
      return new Limits(1000, 1000, 1000);
    }

    @Override
    public Object kind() {
      return flaw;
    }
  }

  @TestFactory
  @DisplayName("Each flaw is found")
  Stream<DynamicTest> found() {
    return EnumSet.allOf(Flaw.class).stream()
        .map(
            flaw ->
                DynamicTest.dynamicTest(
                    flaw.name(),
                    () ->
                        assertThrows(
                            AssertionError.class,
                            () -> FOUND_BY.get(flaw).accept(new Flawed(flaw)))));
  }

  @Test
  @DisplayName("Too many calls are found")
  void tooManyCalls() {
    DeployerContract stingy =
        new DeployerContract() {
          @Override
          public TestCloud openCloud() {
            return new MemoryCloud(Set.of());
          }

          @Override
          public Limits limits() {
            return new Limits(24, 5, 10);
          }
        };
    Assertions.assertThrows(AssertionError.class, stingy::calls);
  }
}
