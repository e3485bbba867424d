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
  CREATE(Prelude.NOTHING) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  },
  UPDATE_CODE(Prelude.GREETER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("2"));
    }
  },
  UPDATE_CONFIGURATION(Prelude.GREETER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.bigGreeter("1"));
    }
  },
  NO_OP(Prelude.GREETER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  },
  DESTROY(Prelude.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.destroy();
    }
  },
  CREATE_EVENTS(Prelude.NOTHING) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.listener(0));
    }
  },
  UPDATE_EVENTS(Prelude.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.listener(1));
    }
  },
  /** A bucket tells of what is removed, a schedule keeps another zone's time … */
  UPDATE_EVENTS_ALSO(Prelude.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.listener(2));
    }
  },
  /** A topic is another one, Kafka's group has another name … */
  UPDATE_EVENTS_FURTHER(Prelude.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.listener(3));
    }
  },
  REMOVE_EVENTS(Prelude.LISTENER) {
    @Override
    Outcome run(Scene scene) {
      return scene.deploy(scene.greeter("1"));
    }
  };

  private static final Set<Operation> ON_EVENTS =
      EnumSet.of(
          CREATE_EVENTS, UPDATE_EVENTS, UPDATE_EVENTS_ALSO, UPDATE_EVENTS_FURTHER, REMOVE_EVENTS);

  private final Prelude prelude;

  Operation(Prelude prelude) {
    this.prelude = prelude;
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

  /** What is deployed before this operation. */
  Prelude prelude() {
    return prelude;
  }

  /** A cloud as it stands before the operation, its calls forgotten. */
  Scene before(CloudUnderTest test) {
    return prelude.scene(test);
  }
}
