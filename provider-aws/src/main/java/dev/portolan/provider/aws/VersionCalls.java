package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Versions and aliases of functions: one method a call. */
record VersionCalls(Supplier<LambdaClient> client, Ledger ledger) {
  /** The published versions, {@code $LATEST} left out. */
  List<FunctionConfiguration> versions(String name) throws Exception {
    List<FunctionConfiguration> versions = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListVersionsByFunctionResponse page =
          ledger.read(
              () -> client.get().listVersionsByFunction(r -> r.functionName(name).marker(from)));
      page.versions().stream()
          .filter(version -> !version.version().equals("$LATEST"))
          .forEach(versions::add);
      marker = page.nextMarker();
    } while (marker != null && !marker.isEmpty());
    return versions;
  }

  List<AliasConfiguration> aliases(String name) throws Exception {
    List<AliasConfiguration> aliases = new ArrayList<>();
    String marker = null;
    do {
      String from = marker;
      ListAliasesResponse page =
          ledger.read(() -> client.get().listAliases(r -> r.functionName(name).marker(from)));
      aliases.addAll(page.aliases());
      marker = page.nextMarker();
    } while (marker != null && !marker.isEmpty());
    return aliases;
  }

  /**
   * Publishes what is there, if it is what we mean. Answers the last version if nothing changed.
   */
  Optional<FunctionConfiguration> publish(Wanted wanted, String revision) throws Exception {
    return Told.from(
        ledger.create(
            () ->
                client
                    .get()
                    .publishVersion(
                        r ->
                            r.functionName(wanted.physicalName())
                                .codeSha256(wanted.code().sha256())
                                .revisionId(Revision.sent(revision)))));
  }

  void createAlias(String name, String version) throws Exception {
    ledger.create(
        () ->
            client
                .get()
                .createAlias(r -> r.functionName(name).name(Place.LIVE).functionVersion(version)));
  }

  /** Moves all traffic: weights that somebody set are taken off. */
  void updateAlias(String name, String version, String revision) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .updateAlias(
                    r ->
                        r.functionName(name)
                            .name(Place.LIVE)
                            .functionVersion(version)
                            .revisionId(Revision.sent(revision))
                            .routingConfig(c -> c.additionalVersionWeights(Map.of()))));
  }

  void delete(String name, String version) throws Exception {
    try {
      ledger.change(
          () -> client.get().deleteFunction(r -> r.functionName(name).qualifier(version)));
    } catch (ResourceNotFoundException expected) {
      // gone is what was asked for
    }
  }
}
