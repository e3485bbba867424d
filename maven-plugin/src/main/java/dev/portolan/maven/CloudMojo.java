package dev.portolan.maven;

import dev.portolan.deploy.Report;

/** A goal that works at providers, with the frame around what each of them does there. */
public abstract class CloudMojo extends PortolanMojo {
  /** Does the goal's work and tells what is its own to tell. */
  abstract Report work(Run run);

  @Override
  final Ending end(MavenFacts facts) {
    Order order = facts.order(buildOutput());
    Report report = Frame.run(order, facts.console(), facts.repository(), this::work);
    return new Ending(
        report.exitCode(), Summary.last(report), Summary.cause(report), order.report());
  }
}
