package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Feature;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says of itself to whoever looks at a project's class files, in a file of its jar:
 * what it can do and up to where, and what ties code to it. docs/decisions/0035 has the file.
 *
 * @param bounds where what it claims is less than its name says, in a sentence
 * @param lacks what its platform cannot do that code may do, by the name of the finding
 * @param equivalents types of its own, by binary name, and what says the same to all providers
 */
public record Ties(
    String provider,
    Set<Feature> features,
    Map<Feature, String> bounds,
    Limits limits,
    Map<String, Lack> lacks,
    List<Tie> ties,
    List<EntryPoint> entryPoints,
    Map<String, String> equivalents) {
  /** Where it stands in a provider's jar. */
  public static final String PATH = "META-INF/portolan/ties.json";

  public Ties {
    features = Set.copyOf(features);
    bounds = Map.copyOf(bounds);
    lacks = Map.copyOf(lacks);
    ties = List.copyOf(ties);
    entryPoints = List.copyOf(entryPoints);
    equivalents = Map.copyOf(equivalents);
  }

  /**
   * Reads the file.
   *
   * @throws java.io.IOException if it is not of this form
   */
  public static Ties from(byte[] json) throws java.io.IOException {
    return TiesJson.read(json);
  }

  /**
   * Up to where a provider goes, unless a setting of its own changes that. What has no bound has
   * the largest number there is.
   *
   * @param java the newest release whose class files one of its runtimes loads
   * @param unpackedBytes of all jars together
   * @param requestSeconds how long a function may take that answers requests
   * @param eventSeconds how long one may take that is sent events
   * @param tickSeconds how long one may take that a schedule calls
   */
  public record Limits(
      int java,
      long unpackedBytes,
      int requestSeconds,
      int eventSeconds,
      int tickSeconds,
      int memoryMebibytes) {}

  /**
   * Something that a platform does not do, or does otherwise.
   *
   * @param why with where that is written
   * @param note whether code that meets it may be right all the same
   * @param members that meet it where they are called, read or overridden: a type's binary name, a
   *     dot and the name; without any a rule of this name looks for it
   * @param inputs types that meet it where a function takes one
   * @param of what calls the functions that meet it; without any, whatever does
   */
  public record Lack(
      String why,
      String hint,
      boolean note,
      List<String> members,
      List<String> inputs,
      Set<Feature> of) {
    public Lack {
      members = List.copyOf(members);
      inputs = List.copyOf(inputs);
      of = Set.copyOf(of);
    }
  }

  /**
   * What is a vendor's alone.
   *
   * @param what it is, for people
   * @param types prefixes of binary names
   * @param variables whole names of environment variables
   * @param ofEntryPoints whether it comes with an entry point, which tells it already
   */
  public record Tie(
      String name,
      String what,
      String hint,
      List<String> types,
      List<String> variables,
      boolean ofEntryPoints) {
    public Tie {
      types = List.copyOf(types);
      variables = List.copyOf(variables);
    }
  }

  /**
   * What a platform calls.
   *
   * @param type binary name of what the class must be, of the annotation on the method, or of its
   *     last parameter
   * @param method that it calls; empty where another word tells
   * @param byParameter whether a public method that takes an input, and it last, is called, which
   *     only a configuration of the platform names; one that the project itself calls is none, nor
   *     one that needs an instance which the platform cannot make
   * @param hint what it takes to be portable
   */
  public record EntryPoint(
      String name, String type, String method, boolean byParameter, String hint) {
    boolean isAnnotation() {
      return method.isEmpty() && !byParameter;
    }
  }

  /** The tie that a type belongs to, and how long the prefix is that says so. */
  Optional<Tie> ofType(String type) {
    return ties.stream()
        .filter(tie -> length(tie, type) > 0)
        .max(Comparator.comparingInt(tie -> length(tie, type)));
  }

  Optional<Tie> ofVariable(String variable) {
    return ties.stream().filter(tie -> tie.variables().contains(variable)).findFirst();
  }

  private static int length(Tie tie, String type) {
    return tie.types().stream().filter(type::startsWith).mapToInt(String::length).max().orElse(0);
  }
}
