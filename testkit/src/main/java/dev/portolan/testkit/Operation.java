package dev.portolan.testkit;

import dev.portolan.deploy.Outcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What contracts do to a cloud while faults strike it. */
enum Operation {
  CREATE(Before.NOTHING) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  },
  UPDATE_CODE(Before.GREETER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("2"));
    }
  },
  UPDATE_CONFIGURATION(Before.GREETER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.bigGreeter("1"));
    }
  },
  NO_OP(Before.GREETER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  },
  DESTROY(Before.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.destroy();
    }
  },
  CREATE_EVENTS(Before.NOTHING) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.listener(false));
    }
  },
  UPDATE_EVENTS(Before.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.listener(true));
    }
  },
  REMOVE_EVENTS(Before.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  };

  private static final Set<Operation> ON_EVENTS =
      EnumSet.of(CREATE_EVENTS, UPDATE_EVENTS, REMOVE_EVENTS);

  /** What is deployed before an operation. */
  private enum Before {
    NOTHING,
    GREETER,
    LISTENER
  }

  private final Before deployed;

  Operation(Before deployed) {
    this.deployed = deployed;
  }

  /** All that can be done with what a provider claims. */
  static List<Operation> possible(CloudUnderTest test) {
    try (Scene scene = Scene.of(test)) {
      boolean events = !EventTriggers.among(scene.cloud().provider().features()).isEmpty();
      return Stream.of(values()).filter(one -> events || !ON_EVENTS.contains(one)).toList();
    }
  }

  abstract Outcome run(Scene scene);

  /**
   * The calls that this operation makes and the same without events does not: what comes of faults
   * at the others is seen there.
   */
  Predicate<Call> own(CloudUnderTest test) {
    if (!ON_EVENTS.contains(this)) {
      return call -> true;
    }
    Operation plain = this == CREATE_EVENTS ? CREATE : UPDATE_CONFIGURATION;
    Set<String> known =
        Faultless.run(plain, test).calls().stream().map(Call::name).collect(Collectors.toSet());
    return call -> !known.contains(call.name());
  }

  /** A cloud as it stands before the operation, its calls forgotten. */
  Scene before(CloudUnderTest test) {
    Scene scene = Scene.of(test);
    if (deployed != Before.NOTHING) {
      boolean events = deployed == Before.LISTENER;
      Outcomes.assertVerified(scene.deploy(events ? scene.listener(false) : scene.greeter("1")));
    }
    scene.cloud().forgetCalls();
    return scene;
  }
}
