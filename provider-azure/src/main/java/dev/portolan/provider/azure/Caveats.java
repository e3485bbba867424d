package dev.portolan.provider.azure;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.azure.config.KafkaTopic;
import dev.portolan.provider.azure.config.ObjectKind;
import dev.portolan.provider.azure.config.TableName;
import java.util.ArrayList;
import java.util.List;

/** What a person should know who reads a plan: where Azure does less than was asked, or more. */
final class Caveats {
  private Caveats() {}

  static List<String> of(Wanted wanted) {
    FunctionSpec function = wanted.spec();
    List<String> all = new ArrayList<>();
    boolean givenUp = ObjectKind.any(function) || TableName.any(function);
    if (givenUp && function.deadLetter().isPresent()) {
      // Neither Event Grid nor the host of records has a queue.
      all.add(
          "%s: what it refuses of objects and records goes to %s; what it fails for a day is lost"
              .formatted(function.name(), function.deadLetter().get()));
    }
    if (!KafkaTopic.of(function).isEmpty()) {
      // The host holds the record until it succeeds: the topic's dropping it does not free it.
      all.add(
          "%s: a record of Kafka that fails is tried until it succeeds, and stops what its instance takes of the topic; say Reject for what cannot succeed, as from some attempt on"
              .formatted(function.name()));
    }
    if (function.triggers(Trigger.Http.class).anyMatch(http -> http.cors().isPresent())) {
      // It has no list of headers, and sends back those that a page asks for.
      all.add(
          "%s: Azure's host lets pages of its origins set any header, those of corsHeaders and others"
              .formatted(function.name()));
    }
    return all;
  }
}
