package dev.portolan.maven;

import dev.portolan.deploy.Report;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Calls a deployed function and prints its answer: over HTTP when a path is given, else through the
 * provider's own API with JSON.
 */
@Mojo(name = "invoke", threadSafe = true)
public final class InvokeMojo extends CloudMojo {
  /** Path and query of an HTTP request. */
  @Parameter(property = "path")
  String path;

  /** Method of the HTTP request; GET, or POST when there is data. */
  @Parameter(property = "method")
  String method;

  /** What is sent: JSON. */
  @Parameter(property = "data")
  String data;

  @Override
  Report work(Run run) {
    return run.at(
        site -> {
          if (path == null && data == null) {
            throw DeployException.of(
                DeployException.Kind.INVALID_CONFIGURATION,
                "nothing to send",
                "-Dpath=/… for an HTTP request, -Ddata={…} for the function itself");
          }
          Deployed deployed = site.theDeployed(run.order().function());
          String answer = path == null ? direct(site, deployed) : http(run, deployed);
          run.console().result(answer);
          return Looked.at(site, List.of(deployed));
        });
  }

  private String direct(Site site, Deployed deployed) {
    byte[] payload = data.getBytes(StandardCharsets.UTF_8);
    Deployer.Invocation invocation =
        site.portolan().invoke(site.application().owner(), deployed.function(), payload);
    String answer = new String(invocation.payload(), StandardCharsets.UTF_8);
    if (invocation.failed()) {
      throw failed(deployed.function() + " failed: " + answer);
    }
    return answer;
  }

  private String http(Run run, Deployed deployed) {
    URI base = deployed.url().orElseThrow(() -> failed(deployed.function() + " answers no HTTP"));
    HttpCall call = HttpCall.of(base, Sample.of(method, path, data));
    HttpCall.Answer answer = call.send();
    run.console().info(call + " answered " + answer.status());
    if (answer.failed()) {
      throw failed(call + " answered " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  private static DeployException failed(String what) {
    return DeployException.of(
        DeployException.Kind.UNHEALTHY, what, "see what it said: portolan:logs");
  }
}
