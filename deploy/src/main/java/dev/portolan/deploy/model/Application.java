package dev.portolan.deploy.model;

import java.util.List;
import java.util.Objects;

/**
 * What one run deploys: the functions of a project, their build output, and whom they belong to.
 */
public record Application(Owner owner, List<FunctionSpec> functions, Bundle bundle) {
  public Application {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(bundle, "bundle");
    functions = List.copyOf(functions);
  }

  public static Application of(Owner owner, List<FunctionSpec> functions, Bundle bundle) {
    return new Application(owner, functions, bundle);
  }

  public Application withFunctions(List<FunctionSpec> value) {
    return new Application(owner, value, bundle);
  }
}
