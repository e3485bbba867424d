package dev.portolan.deploy;

import dev.portolan.deploy.model.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run at one or more providers ended, for machines.
 *
 * @param goal what was asked for: {@code deploy}, {@code destroy} …
 * @param sandbox whether it went to embedded clouds
 * @param live whether what was deployed goes on serving after the run has ended
 * @param fired what became of events that were made to happen at embedded clouds, if any were
 */
public record Report(
    String goal,
    Owner owner,
    boolean sandbox,
    boolean live,
    List<Outcome> outcomes,
    Optional<Fired> fired) {
  public Report {
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(owner, "owner");
    outcomes = List.copyOf(outcomes);
    Objects.requireNonNull(fired, "fired");
  }

  /** How a run ended that had no events happen. */
  public Report(String goal, Owner owner, boolean sandbox, boolean live, List<Outcome> outcomes) {
    this(goal, owner, sandbox, live, outcomes, Optional.empty());
  }

  /** This report, saying whether what was deployed outlives the run. */
  public Report withLive(boolean value) {
    return new Report(goal, owner, sandbox, value, outcomes, fired);
  }

  /** This report, with what became of events. */
  public Report withFired(Fired value) {
    return new Report(goal, owner, sandbox, live, outcomes, Optional.of(value));
  }

  /** The code of the whole run: the gravest, and part-way if anything changed anywhere. */
  public ExitCode exitCode() {
    return Verdict.of(outcomes);
  }

  /** The report as JSON, schema 1. */
  public String json() {
    return ReportJson.of(this);
  }

  /** Writes the report whole or not at all; missing directories are created. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, json() + "\n");
  }
}
