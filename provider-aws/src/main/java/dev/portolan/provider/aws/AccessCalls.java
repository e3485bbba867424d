package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Who may call the live alias, and its URL: one method a call. */
record AccessCalls(Supplier<LambdaClient> client, Ledger ledger) {
  /**
   * The statements of the alias's policy.
   *
   * @param topics ours that let a topic call: their ids to the topic's ARN
   * @param rules ours that let a rule of an event bus call: their ids to the rule's ARN
   * @param buckets ours that let a bucket call: their ids to the bucket's ARN
   * @param foreign others' that let somebody call, but not through the function's URL, which checks
   *     who it is: their ids to whom, in words
   */
  record Policy(
      SortedSet<String> ids,
      SortedMap<String, String> topics,
      SortedMap<String, String> rules,
      SortedMap<String, String> buckets,
      SortedMap<String, String> foreign) {
    static Policy none() {
      return new Policy(
          new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }
  }

  /** The ids of the statements in the alias's policy. */
  SortedSet<String> statements(String name) throws Exception {
    return policy(name).ids();
  }

  Policy policy(String name) throws Exception {
    Optional<GetPolicyResponse> policy =
        ledger.find(
            () -> client.get().getPolicy(r -> r.functionName(name).qualifier(Place.LIVE)),
            LambdaCalls::absent);
    Policy all = Policy.none();
    if (policy.isPresent()) {
      for (JsonNode statement : Json.read(policy.get().policy()).orElseThrow().path("Statement")) {
        String id = statement.path("Sid").asText();
        all.ids().add(id);
        String source = statement.at("/Condition/ArnLike/AWS:SourceArn").asText();
        String service = statement.at("/Principal/Service").asText();
        if (Permission.ours(id) && !source.isEmpty()) {
          switch (service) {
            case "sns.amazonaws.com" -> all.topics().put(id, source);
            case "events.amazonaws.com" -> all.rules().put(id, source);
            case "s3.amazonaws.com" -> all.buckets().put(id, source);
            default -> {}
          }
        }
        if (!Permission.ours(id) && Permission.invokes(statement)) {
          all.foreign().put(id, Permission.caller(statement));
        }
      }
    }
    return all;
  }

  void permit(String name, Permission permission) throws Exception {
    ledger.create(
        () ->
            client
                .get()
                .addPermission(
                    r -> {
                      r.functionName(name)
                          .qualifier(Place.LIVE)
                          .statementId(permission.id())
                          .action(permission.action())
                          .principal(permission.principal());
                      permission.sourceArn().ifPresent(r::sourceArn);
                      permission.sourceAccount().ifPresent(r::sourceAccount);
                      if (permission.urlAuth()) {
                        r.functionUrlAuthType(FunctionUrlAuthType.NONE);
                      }
                      if (permission.viaUrl()) {
                        r.invokedViaFunctionUrl(true);
                      }
                    }));
  }

  void forbid(String name, String statement) throws Exception {
    try {
      ledger.change(
          () ->
              client
                  .get()
                  .removePermission(
                      r -> r.functionName(name).qualifier(Place.LIVE).statementId(statement)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  Optional<Url> url(String name) throws Exception {
    Optional<GetFunctionUrlConfigResponse> found =
        ledger.find(
            () ->
                client.get().getFunctionUrlConfig(r -> r.functionName(name).qualifier(Place.LIVE)),
            LambdaCalls::absent);
    return found.map(
        seen -> new Url(seen.functionUrl(), seen.authType() == FunctionUrlAuthType.NONE));
  }

  void createUrl(String name, boolean open) throws Exception {
    ledger.create(
        () ->
            client
                .get()
                .createFunctionUrlConfig(
                    r -> r.functionName(name).qualifier(Place.LIVE).authType(auth(open))));
  }

  void updateUrl(String name, boolean open) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .updateFunctionUrlConfig(
                    r -> r.functionName(name).qualifier(Place.LIVE).authType(auth(open))));
  }

  void deleteUrl(String name) throws Exception {
    try {
      ledger.change(
          () ->
              client
                  .get()
                  .deleteFunctionUrlConfig(r -> r.functionName(name).qualifier(Place.LIVE)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }

  private static FunctionUrlAuthType auth(boolean open) {
    return open ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM;
  }

  /** A function URL as it is. */
  record Url(String url, boolean open) {}
}
