package dev.portolan.testkit;

import dev.portolan.deploy.model.Feature;
import java.util.Map;

/** What a provider's test class gives the contracts it implements. */
public interface CloudUnderTest {
  /** A new, empty cloud, alike each time; cheap, for contracts open hundreds. */
  TestCloud openCloud();

  /**
   * Equal for all whose clouds, and the providers in them, are alike: one may begin with a copy of
   * what was deployed for another.
   */
  default Object kind() {
    return getClass();
  }

  /** How many calls a deployment of one HTTP function may take, polls left out. */
  Limits limits();

  /**
   * Settings of a function by which it asks for features that are no word of its own: {@code
   * SNAPSHOT} and {@code OWN_PERMISSIONS}, where the provider claims them.
   */
  default Map<Feature, Map<String, String>> settingsFor() {
    return Map.of();
  }

  /**
   * Upper bounds on calls.
   *
   * @param firstReads reads of a first deployment, its read-back included
   * @param firstMutations mutations of a first deployment
   * @param againReads reads of a deployment that changes nothing
   */
  record Limits(int firstReads, int firstMutations, int againReads) {}
}
