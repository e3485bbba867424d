package dev.portolan.testkit.adapter;

import dev.portolan.PortableFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function as the build describes it, without a build.
 *
 * @param type its class
 * @param input the name of its input type, as a descriptor spells it
 * @param path its route; {@code null} if only events call it
 * @param methods its methods
 * @param parts where each component of the input is taken from, as a descriptor spells it; empty
 *     unless they say so
 * @param environment further environment variables
 */
public record FunctionUnderTest(
    Class<? extends PortableFunction<?, ?>> type,
    String input,
    String path,
    List<String> methods,
    String parts,
    Map<String, String> environment) {

  /** A function at {@code /} that takes GET, POST and PUT. */
  public static FunctionUnderTest of(Class<? extends PortableFunction<?, ?>> type, String input) {
    return new FunctionUnderTest(type, input, "/", List.of("GET", "POST", "PUT"), "", Map.of());
  }

  /** The same function at another route. */
  public FunctionUnderTest withRoute(String path, String... methods) {
    return new FunctionUnderTest(type, input, path, List.of(methods), parts, environment);
  }

  /** The same function without a route: only events call it. */
  public FunctionUnderTest withoutRoute() {
    return new FunctionUnderTest(type, input, null, List.of(), parts, environment);
  }

  /** The same function, whose input has parts. */
  public FunctionUnderTest withParts(String value) {
    return new FunctionUnderTest(type, input, path, methods, value, environment);
  }

  /** The same function with one more environment variable. */
  public FunctionUnderTest withVariable(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new FunctionUnderTest(type, input, path, methods, parts, more);
  }

  /** The variables a deployer sets, and those of the function. */
  public Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("PORTOLAN_FUNCTION", "under-test");
    variables.putAll(environment);
    return variables;
  }

  /** The descriptor a build writes. */
  public String descriptor() {
    return "{\"schema\":1,\"functions\":[{\"name\":\"under-test\",\"class\":\""
        + type.getName()
        + "\",\"input\":\""
        + input
        + "\",\"output\":\"java.lang.Object\",\"triggers\":["
        + (path == null ? "{\"type\":\"custom\"}" : http())
        + "]"
        + (parts.isEmpty() ? "" : ",\"parts\":" + parts)
        + "}]}";
  }

  private String http() {
    return "{\"type\":\"http\",\"path\":\""
        + path
        + "\",\"methods\":[\""
        + String.join("\",\"", methods)
        + "\"],\"access\":\"public\"}";
  }

  /** Sees the function's classes and this descriptor, and no other. */
  public ClassLoader loader() {
    return new DescriptorLoader(type.getClassLoader(), descriptor());
  }
}
