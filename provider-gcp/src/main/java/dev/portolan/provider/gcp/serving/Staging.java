package dev.portolan.provider.gcp.serving;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a new revision comes to a service, and how a service comes and goes: what the two targets
 * differ in. One serves one plan: it is asked in the order in which its methods stand here.
 */
public interface Staging {
  /** Local id of the step after which the new revision is there. */
  String STEP = "service";

  /** Variables that a revision has beside those that both targets give it, such as a runtime's. */
  Map<String, String> marks(FunctionSpec spec);

  /**
   * Looks at what the target keeps beside the services. Reads only; refuses what has one of our
   * names and is somebody else's.
   *
   * @param all the functions to deploy; none for a removal
   * @return what can be built on
   */
  Survey observe(Owner owner, List<Wanted> all, Survey survey) throws Exception;

  /** What is left of functions that have no service, as after a failed build: names of services. */
  SortedMap<String, String> leftovers();

  /**
   * Why a function has to be staged although its service looks as it shall; empty for no reason.
   */
  Optional<String> reason(Wanted wanted, Optional<Seen> seen);

  /** Asks the vendor what it thinks of what {@link #stage} will do, where it can be asked. */
  void rehearse(Wanted wanted, Optional<Seen> seen) throws Exception;

  /**
   * Adds the steps that all stagings share, as an upload.
   *
   * @param staged the functions that are to be staged, never none
   */
  void share(StepList list, Application application, Artifact artifact, List<Wanted> staged)
      throws Exception;

  /**
   * Adds the steps that end, with the one of id {@link #STEP}, in a ready revision of the wanted
   * shape, reached from where the service was before. It has users only if nothing had before;
   * {@link Deeds#staged} is told of it.
   *
   * @param open whether it may be reached under its tag at once
   * @param after ids of steps that must have ended
   */
  void stage(
      StepList.Lane lane,
      Wanted wanted,
      Optional<Seen> seen,
      String why,
      boolean open,
      List<String> after);

  /** Whether {@link #stage} leaves the new revision under its tag, where it may. */
  boolean tags();

  /**
   * Adds the step, of id {@link #STEP}, that deletes a function with its service.
   *
   * @param after ids of steps that must have ended
   */
  void remove(StepList.Lane lane, String service, String why, List<String> after);

  /** What people should know beside the steps. */
  List<String> notes();
}
