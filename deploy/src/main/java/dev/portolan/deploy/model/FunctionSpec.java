package dev.portolan.deploy.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One function as it shall be deployed: what its class declares and what its project configures.
 *
 * @param name unique in its project, {@code [a-z]([a-z0-9-]{0,30}[a-z0-9])?}
 * @param className binary name of the class that handles invocations
 * @param input binary name of the input type, generics spelled {@code java.util.List<a.B>}
 * @param output binary name of the output type, spelled likewise
 * @param triggers what calls it; empty for a function that is only invoked directly
 * @param environment names to values; a value {@code secret://name#version} is a reference and
 *     stays one wherever it is carried
 * @param settings provider settings of this function alone, without their {@code
 *     portolan.<provider>.} prefix
 * @param deadLetter the portable name of the queue that keeps what the function refuses, and what
 *     it fails until the platform gives up
 * @param bean what the class calls, where it is a framework's adapter and no function of its own
 * @param uses what it calls by itself, in declared order
 * @param codec the class that reads and writes its JSON; empty for the one of the house
 * @param parts where each component of its input is taken from, in their order; empty unless they
 *     say so
 */
public record FunctionSpec(
    String name,
    String className,
    String input,
    String output,
    List<Trigger> triggers,
    Sizing sizing,
    SortedMap<String, String> environment,
    SortedMap<String, String> settings,
    Optional<String> deadLetter,
    Optional<Bean> bean,
    List<Use> uses,
    Optional<String> codec,
    List<Part> parts) {
  private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,30}[a-z0-9])?");

  public FunctionSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(sizing, "sizing");
    triggers = List.copyOf(triggers);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    Objects.requireNonNull(deadLetter, "deadLetter");
    Objects.requireNonNull(bean, "bean");
    uses = List.copyOf(uses);
    Objects.requireNonNull(codec, "codec");
    parts = List.copyOf(parts);
  }

  /** A function as its class declares it, with {@link Sizing#PORTABLE} and nothing configured. */
  public static FunctionSpec of(
      String name, String className, String input, String output, List<Trigger> triggers) {
    return new FunctionSpec(
        name,
        className,
        input,
        output,
        triggers,
        Sizing.PORTABLE,
        new TreeMap<>(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** Whether a text may be a function's name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public FunctionSpec withTriggers(List<Trigger> value) {
    return with(draft -> draft.triggers = value);
  }

  public FunctionSpec withTypes(String input, String output) {
    return with(
        draft -> {
          draft.input = input;
          draft.output = output;
        });
  }

  public FunctionSpec withBean(Bean value) {
    return with(draft -> draft.bean = Optional.of(value));
  }

  public FunctionSpec withSizing(Sizing value) {
    return with(draft -> draft.sizing = value);
  }

  public FunctionSpec withEnvironment(Map<String, String> value) {
    return with(draft -> draft.environment = new TreeMap<>(value));
  }

  public FunctionSpec withSettings(Map<String, String> value) {
    return with(draft -> draft.settings = new TreeMap<>(value));
  }

  public FunctionSpec withDeadLetter(String value) {
    return with(draft -> draft.deadLetter = Optional.of(value));
  }

  public FunctionSpec withUses(List<Use> value) {
    return with(draft -> draft.uses = value);
  }

  public FunctionSpec withCodec(Optional<String> value) {
    return with(draft -> draft.codec = value);
  }

  public FunctionSpec withParts(List<Part> value) {
    return with(draft -> draft.parts = value);
  }

  /**
   * Whether something sends it events that can be kept if they fail. A tick is none of them: the
   * next one comes by itself.
   */
  public boolean isSentEvents() {
    return triggers.stream()
        .anyMatch(each -> !(each instanceof Trigger.Http || each instanceof Trigger.Schedule));
  }

  /** Those of its triggers that are of a kind, in their order. */
  public <T extends Trigger> Stream<T> triggers(Class<T> kind) {
    return triggers.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The portable names of what it does this with. */
  public List<String> uses(Use.Kind kind) {
    return uses.stream().filter(each -> each.kind() == kind).map(Use::name).toList();
  }

  /** Whether it takes the messages of a queue. */
  public boolean takesFrom(String queue) {
    return triggers(Trigger.Queue.class).anyMatch(each -> each.queue().equals(queue));
  }

  /** Names variables, never their values. */
  @Override
  public String toString() {
    return "FunctionSpec["
        + name
        + " = "
        + className
        + ", environment "
        + environment.keySet()
        + "]";
  }

  /** The same but for what is changed. */
  private FunctionSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** A copy whose components can be set. */
  private static final class Draft {
    private final FunctionSpec from;
    private String input;
    private String output;
    private List<Trigger> triggers;
    private Sizing sizing;
    private SortedMap<String, String> environment;
    private SortedMap<String, String> settings;
    private Optional<String> deadLetter;
    private Optional<Bean> bean;
    private List<Use> uses;
    private Optional<String> codec;
    private List<Part> parts;

    Draft(FunctionSpec from) {
      this.from = from;
      input = from.input;
      output = from.output;
      triggers = from.triggers;
      sizing = from.sizing;
      environment = from.environment;
      settings = from.settings;
      deadLetter = from.deadLetter;
      bean = from.bean;
      uses = from.uses;
      codec = from.codec;
      parts = from.parts;
    }

    FunctionSpec done() {
      return new FunctionSpec(
          from.name,
          from.className,
          input,
          output,
          triggers,
          sizing,
          environment,
          settings,
          deadLetter,
          bean,
          uses,
          codec,
          parts);
    }
  }
}
