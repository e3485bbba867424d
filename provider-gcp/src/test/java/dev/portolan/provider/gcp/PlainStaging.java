package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.serving.Seen;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A staging that shares nothing and whose steps do nothing. */
final class PlainStaging implements Staging {
  @Override
  public Map<String, String> marks(FunctionSpec spec) {
    return Map.of();
  }

  @Override
  public Survey observe(Owner owner, List<Wanted> all, Survey survey) {
    return survey;
  }

  @Override
  public SortedMap<String, String> leftovers() {
    return new TreeMap<>();
  }

  @Override
  public Optional<String> reason(Wanted wanted, Optional<Seen> seen) {
    return Optional.empty();
  }

  @Override
  public void rehearse(Wanted wanted, Optional<Seen> seen) {}

  @Override
  public void share(
      StepList list, Application application, Artifact artifact, List<Wanted> staged) {}

  @Override
  public void stage(
      StepList.Lane lane,
      Wanted wanted,
      Optional<Seen> seen,
      String why,
      boolean open,
      List<String> after) {
    lane.add(
        Phase.STAGE, Change.CREATE, STEP, "service " + wanted.service(), why, after, run -> {});
  }

  @Override
  public boolean tags() {
    return true;
  }

  @Override
  public void remove(StepList.Lane lane, String service, String why, List<String> after) {
    lane.add(Phase.SWEEP, Change.DELETE, STEP, "service " + service, why, after, run -> {});
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
