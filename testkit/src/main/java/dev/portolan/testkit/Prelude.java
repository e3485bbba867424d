package dev.portolan.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is deployed before something happens. */
enum Prelude {
  NOTHING,
  GREETER,
  LISTENER;

  /** A cloud of each test class that was deployed to, where it can be copied; never changed. */
  private static final Map<List<Object>, Optional<TestCloud>> DEPLOYED = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Prelude::close));
  }

  /** A cloud in which this stands, its calls forgotten: a copy, or one that is deployed to now. */
  Scene scene(CloudUnderTest test) {
    return copy(test).orElseGet(() -> deployed(test));
  }

  /** A copy of a cloud in which this stands; empty where none can be had, or need be. */
  Optional<Scene> copy(CloudUnderTest test) {
    if (this == NOTHING) {
      return Optional.empty();
    }
    Optional<TestCloud> kept;
    synchronized (DEPLOYED) {
      kept = DEPLOYED.computeIfAbsent(List.of(test.getClass(), this), key -> kept(test));
    }
    return kept.flatMap(TestCloud::copy).map(cloud -> Scene.in(cloud, test));
  }

  private Optional<TestCloud> kept(CloudUnderTest test) {
    TestCloud cloud = deployed(test).cloud();
    Optional<TestCloud> copy = cloud.copy();
    copy.ifPresentOrElse(TestCloud::close, cloud::close);
    return copy.map(can -> cloud);
  }

  /** A cloud in which this is deployed now, its calls forgotten. */
  Scene deployed(CloudUnderTest test) {
    Scene scene = Scene.of(test);
    if (this != NOTHING) {
      Outcomes.assertVerified(
          scene.deploy(this == LISTENER ? scene.listener(false) : scene.greeter("1")));
    }
    scene.cloud().forgetCalls();
    return scene;
  }

  private static void close() {
    synchronized (DEPLOYED) {
      DEPLOYED.values().forEach(each -> each.ifPresent(TestCloud::close));
    }
  }
}
