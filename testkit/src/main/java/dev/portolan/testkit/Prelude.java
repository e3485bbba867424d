package dev.portolan.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is deployed before something happens. */
enum Prelude {
  NOTHING,
  GREETER,
  LISTENER;

  /** A cloud of each kind that was deployed to; never changed. */
  private static final Map<List<Object>, TestCloud> DEPLOYED = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Prelude::close));
  }

  /** A cloud in which this stands, in which no call was made. */
  Scene scene(CloudUnderTest test) {
    if (this == NOTHING) {
      return Scene.of(test);
    }
    TestCloud kept;
    synchronized (DEPLOYED) {
      kept = DEPLOYED.computeIfAbsent(List.of(test.kind(), this), key -> deployed(test).cloud());
    }
    return Scene.in(kept.copy(), test);
  }

  /** A cloud in which this is deployed now, its calls forgotten. */
  Scene deployed(CloudUnderTest test) {
    Scene scene = Scene.of(test);
    if (this != NOTHING) {
      Outcomes.assertVerified(
          scene.deploy(this == LISTENER ? scene.listener(0) : scene.greeter("1")));
    }
    scene.cloud().forgetCalls();
    return scene;
  }

  private static void close() {
    synchronized (DEPLOYED) {
      DEPLOYED.values().forEach(TestCloud::close);
    }
  }
}
