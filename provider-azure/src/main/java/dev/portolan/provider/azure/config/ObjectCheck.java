package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.SettingReader;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether it is said where the containers are whose objects functions are told of, read or store.
 */
final class ObjectCheck {
  private ObjectCheck() {}

  static void add(List<FunctionSpec> functions, Settings given, List<Problem> problems) {
    for (FunctionSpec function : functions) {
      Stream.concat(ObjectKind.buckets(function), BucketUse.buckets(function))
          .distinct()
          .map(bucket -> ContainerName.of(bucket, given))
          .forEach(named -> check(function, named, problems));
    }
  }

  private static void check(FunctionSpec function, ContainerName named, List<Problem> problems) {
    String setting = SettingReader.name(AzureSettings.PROVIDER, "names." + named.word());
    if (named.account().isEmpty()) {
      problems.add(
          Problem.of(
              function.name() + ": bucket " + named.word(),
              "nothing says which storage account its container is in",
              "set portolan.azure.objects, or " + setting + "=<account>/<container>"));
    } else if (!named.container().matches(ContainerName.CONTAINER)
        || !named.account().matches(AzureSettings.ACCOUNT)) {
      Problem problem =
          Problem.of(
              setting,
              "'" + named.path() + "' cannot be a container of a storage account",
              "write <container>, or <account>/<container>, in lower-case letters and digits, the"
                  + " container with single dashes between them");
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }
}
