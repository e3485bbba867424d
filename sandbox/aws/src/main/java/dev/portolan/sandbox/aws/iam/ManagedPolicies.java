package dev.portolan.sandbox.aws.iam;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What AWS's own policies for functions allow, as their documents in the IAM console say. */
final class ManagedPolicies {
  private static final Set<String> LOGS =
      Set.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");
  private static final Map<String, Set<String>> ACTIONS =
      Map.of(
          "AWSLambdaBasicExecutionRole", LOGS,
          "AWSLambdaVPCAccessExecutionRole", LOGS,
          "AWSXRayDaemonWriteAccess", Set.of("xray:PutTraceSegments"));
  private static final List<String> EVERYTHING = List.of("AdministratorAccess", "PowerUserAccess");

  private ManagedPolicies() {}

  static boolean allow(String name, String action) {
    return EVERYTHING.contains(name) || ACTIONS.getOrDefault(name, Set.of()).contains(action);
  }
}
