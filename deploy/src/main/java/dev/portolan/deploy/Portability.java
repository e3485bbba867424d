package dev.portolan.deploy;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.portability.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What keeps a project from running anywhere, as far as its class files and its configuration tell.
 *
 * @param targets the providers that it is held to, sorted
 * @param scores for each provider that was known how many findings tie the project to it, accepted
 *     ones too, isolated ones not; 0 if nothing does
 * @param functions how many portable ones it has
 * @param entryPoints how many it has that were written for one vendor
 * @param classes how many classes of its own it has
 * @param reached how many of them its functions can reach
 * @param findings by place, notes too
 * @param problems what must be mended before anything can be said for sure
 * @param warnings what a person should look at
 */
public record Portability(
    Owner owner,
    List<String> targets,
    SortedMap<String, Integer> scores,
    int functions,
    int entryPoints,
    int classes,
    int reached,
    List<Finding> findings,
    List<Problem> problems,
    List<Problem> warnings) {
  public Portability {
    Objects.requireNonNull(owner, "owner");
    targets = List.copyOf(targets);
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /** The same, with more that must be mended or looked at, which stands first. */
  public Portability with(List<Problem> moreProblems, List<Problem> moreWarnings) {
    return new Portability(
        owner,
        targets,
        scores,
        functions,
        entryPoints,
        classes,
        reached,
        findings,
        both(moreProblems, problems),
        both(moreWarnings, warnings));
  }

  /** Those that may be right as they are, and fail nothing. */
  public List<Finding> notes() {
    return findings.stream().filter(Finding::note).toList();
  }

  /** Those that are no notes, are not isolated, and nobody accepts. */
  public List<Finding> open() {
    return findings.stream().filter(Finding::isOpen).toList();
  }

  /** {@link ExitCode#VERIFIED} if nothing is wrong that nobody accepts, else refused. */
  public ExitCode exitCode() {
    return problems.isEmpty() && open().isEmpty() ? ExitCode.VERIFIED : ExitCode.REFUSED;
  }

  /** All of it, for people. */
  public String text() {
    return PortabilityText.of(this);
  }

  /** The same for machines, schema 1. */
  public String json() {
    return PortabilityJson.of(this);
  }

  /** Writes the JSON whole or not at all; missing directories are created. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, json() + "\n");
  }

  private static List<Problem> both(List<Problem> first, List<Problem> then) {
    return Stream.concat(first.stream(), then.stream()).distinct().toList();
  }
}
