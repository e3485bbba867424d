package dev.portolan.sandbox.aws.lambda;

import java.util.List;
import java.util.Set;

/** The runtimes of Lambda, as its published model and its page "Lambda runtimes" list them. */
final class Runtimes {
  private static final List<String> CURRENT =
      List.of(
          "nodejs20.x",
          "nodejs22.x",
          "nodejs24.x",
          "python3.10",
          "python3.11",
          "python3.12",
          "python3.13",
          "python3.14",
          "java8.al2",
          "java11",
          "java17",
          "java21",
          "java25",
          "java8.al2023",
          "java11.al2023",
          "java17.al2023",
          "dotnet8",
          "dotnet10",
          "ruby3.2",
          "ruby3.3",
          "ruby3.4",
          "ruby4.0",
          "provided.al2",
          "provided.al2023");
  private static final Set<String> DEPRECATED =
      Set.of(
          "nodejs",
          "nodejs4.3",
          "nodejs6.10",
          "nodejs8.10",
          "nodejs10.x",
          "nodejs12.x",
          "nodejs14.x",
          "nodejs16.x",
          "nodejs18.x",
          "java8",
          "python2.7",
          "python3.6",
          "python3.7",
          "python3.8",
          "python3.9",
          "dotnetcore1.0",
          "dotnetcore2.0",
          "dotnetcore2.1",
          "dotnetcore3.1",
          "dotnet6",
          "nodejs4.3-edge",
          "go1.x",
          "ruby2.5",
          "ruby2.7",
          "provided");
  // "SnapStart supports": Java 11 and later, Python 3.12 and later, .NET 8 and later
  private static final Set<String> SNAPSTART =
      Set.of(
          "java11",
          "java17",
          "java21",
          "java25",
          "java11.al2023",
          "java17.al2023",
          "python3.12",
          "python3.13",
          "python3.14",
          "dotnet8",
          "dotnet10");

  private Runtimes() {}

  static void check(String runtime) {
    if (DEPRECATED.contains(runtime)) {
      throw LambdaError.RUNTIME_DEPRECATED.refusal(runtime);
    }
    if (!CURRENT.contains(runtime)) {
      throw LambdaError.RUNTIME.refusal(runtime, CURRENT);
    }
  }

  static void checkSnapStart(String runtime) {
    if (!SNAPSTART.contains(runtime)) {
      throw LambdaError.SNAPSTART_RUNTIME.refusal(runtime);
    }
  }
}
