package com.example.deploy;

import com.example.hello.Hello;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.describe.Description;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.packaging.ClassPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Deploys the hello example as {@code mvn portolan:deploy} does, from a program. */
public final class DeployHello {
  private static final Owner OWNER = Owner.of("com.example", "hello", "dev");

  private DeployHello() {}

  /** Deploys to the AWS account that the environment has credentials for. */
  public static void main(String[] args) {
    Settings settings = Settings.of(Map.of("region", args.length == 0 ? "eu-west-1" : args[0]));
    Portolan.Options options =
        Portolan.Options.standard().withProgress(event -> System.out.println(event.text()));
    Outcome outcome;
    try (Portolan aws = Portolan.open("aws", settings, options)) {
      outcome = aws.deploy(hello(), Path.of("target", "portolan"));
    }
    outcome.functions().forEach(function -> System.out.println(function.url().orElseThrow()));
    System.exit(outcome.exitCode().code());
  }

  /** The example's function, its jar and the one library it has, from this program's class path. */
  static Application hello() {
    ClassLoader loader = DeployHello.class.getClassLoader();
    Library hello = ClassPath.find("com.example", "hello", Hello.class.getName(), loader);
    Library api =
        ClassPath.find("dev.portolan", "portolan-api", PortableFunction.class.getName(), loader);
    Bundle bundle = Bundle.of(hello.file(), List.of(api));
    return Application.of(OWNER, Description.from(bundle).orThrow(), bundle);
  }
}
