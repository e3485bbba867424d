package dev.portolan.maven;

import dev.portolan.deploy.ExitCode;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;

/** The parameters that all goals share, and what a goal that failed tells Maven. */
public abstract class PortolanMojo extends AbstractMojo {
  /** Where to: the name of a provider, or several, separated by commas. */
  @Parameter(property = "provider")
  String provider;

  /** The providers of this project, for when none is asked for. */
  @Parameter List<String> targets;

  /** Works with clouds embedded on this machine instead of real ones. */
  @Parameter(property = "sandbox", defaultValue = "false")
  boolean sandbox;

  /** Where the embedded clouds keep their state from run to run. */
  @Parameter(
      property = "portolan.sandbox.dir",
      defaultValue = "${project.build.directory}/portolan/sandbox")
  File sandboxDirectory;

  /** Keeps the deployments of one project apart: dev, test, prod. */
  @Parameter(property = "stage", defaultValue = "dev")
  String stage;

  /** The function that is meant, for goals that are about one. */
  @Parameter(property = "function")
  String function;

  /** What a function may use, in MiB. */
  @Parameter String memory;

  /** How long one invocation may take: seconds, 30s or 2m. */
  @Parameter String timeout;

  /** The processor: x86_64 or arm64. */
  @Parameter String architecture;

  /** Upper bound on concurrent invocations of a function. */
  @Parameter String maxConcurrency;

  /** The queue that keeps events that a function refuses or fails for good. */
  @Parameter String deadLetter;

  /** The origins whose pages may call public functions, with blanks between; * for all, or none. */
  @Parameter String cors;

  /** The request headers that those pages may set. */
  @Parameter String corsHeaders;

  /** The response headers that those pages may read. */
  @Parameter String corsExposes;

  /** Whether those pages may send their user's cookies: true or false. */
  @Parameter String corsCredentials;

  /** How long a browser may remember what it was allowed: seconds, 10m or 2h; a second to a day. */
  @Parameter String corsMaxAge;

  /**
   * Whose tokens may call functions that are not public, as https://login.example.com/; or none.
   */
  @Parameter String jwtIssuer;

  /** What those tokens are for, with blanks between: one of these. */
  @Parameter String jwtAudiences;

  /** The scopes of which those tokens have one, with blanks between. */
  @Parameter String jwtScopes;

  /** Environment variables; a value secret://name#version stays a reference. */
  @Parameter Map<String, String> environment;

  /** Settings of providers, by provider and key; -Dportolan.PROVIDER.KEY goes over them. */
  @Parameter PlexusConfiguration providers;

  /**
   * All of this for one function, by its name; of one that is a framework's bean, its definition
   * and what calls it too.
   */
  @Parameter PlexusConfiguration functions;

  /**
   * Findings of portolan:check that are accepted, by their names, each with the reason; the name of
   * a class or a package behind a dot for those of it alone.
   */
  @Parameter PlexusConfiguration accept;

  /**
   * The class that reads and writes the functions' JSON; without it the codec that a dependency
   * brings, or the one of the house.
   */
  @Parameter String codec;

  /** A request to show what was deployed to a sandbox: path, method, data. */
  @Parameter PlexusConfiguration sample;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  @Inject RepositorySystem repositories;

  /** Does the goal and tells how it ended, whatever happens. */
  abstract Ending end(MavenFacts facts);

  /** What the goal does with the build output. */
  BuildOutput buildOutput() {
    return BuildOutput.UNUSED;
  }

  @Override
  public final void execute() throws MojoFailureException {
    MavenFacts facts = new MavenFacts(this);
    Optional<String> nowhere = facts.reasonToFail();
    if (nowhere.isPresent()) {
      throw new MojoFailureException(nowhere.get());
    }
    Optional<String> reason = facts.reasonToSkip(buildOutput());
    if (reason.isPresent()) {
      getLog().info("nothing to do: " + reason.get());
      return;
    }
    Ending ending = end(facts);
    if (ending.code() != ExitCode.VERIFIED) {
      // Not as its cause: Maven would print the whole of that behind the message.
      getLog().debug(ending.cause());
      throw new MojoFailureException(
          ending.last() + ": see above, and " + MavenFacts.here(ending.report()));
    }
  }
}
