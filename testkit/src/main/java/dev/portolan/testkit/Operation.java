package dev.portolan.testkit;

import dev.portolan.deploy.Outcome;

/** What contracts do to a cloud while faults strike it. */
enum Operation {
  CREATE(false) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  },
  UPDATE_CODE(true) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("2"));
    }
  },
  UPDATE_CONFIGURATION(true) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.bigGreeter("1"));
    }
  },
  NO_OP(true) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  },
  DESTROY(true) {
    @Override
    Outcome run(Scene scene) {
      return scene.destroy();
    }
  };

  private final boolean onDeployed;

  Operation(boolean onDeployed) {
    this.onDeployed = onDeployed;
  }

  abstract Outcome run(Scene scene);

  /** A cloud as it stands before the operation, its calls forgotten. */
  Scene before(CloudUnderTest test) {
    Scene scene = Scene.of(test);
    if (onDeployed) {
      Outcomes.assertVerified(scene.deploy(scene.greeter("1")));
    }
    scene.cloud().forgetCalls();
    return scene;
  }
}
