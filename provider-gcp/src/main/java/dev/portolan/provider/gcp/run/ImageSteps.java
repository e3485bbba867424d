package dev.portolan.provider.gcp.run;

import com.google.devtools.artifactregistry.v1.Repository;
import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.images.registry.ImageChoice;
import dev.portolan.images.registry.ImagePlanner;
import dev.portolan.images.registry.ImagePush;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.wire.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings an image to its repository, and makes the repository where there is none. */
public final class ImageSteps {
  private static final Duration BUDGET = Duration.ofMinutes(5);

  private final ImagePlace place;
  private final RepositoryCalls calls;
  private final ImagePlanner images;
  private final Waits waits;

  public ImageSteps(ImagePlace place, RepositoryCalls calls, ImagePlanner images, Waits waits) {
    this.place = place;
    this.calls = calls;
    this.images = images;
    this.waits = waits;
  }

  ImagePlanner images() {
    return images;
  }

  /** Nothing for an image that is there. */
  void add(StepList list, ImageChoice choice) throws Exception {
    if (choice.push().isEmpty()) {
      return;
    }
    StepList.Lane lane = list.lane(Optional.empty(), "image");
    if (!calls.exists(place.fullName())) {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          "repository",
          "repository " + place.registry(),
          "there is none",
          List.of(),
          this::create);
    }
    lane.add(
        Phase.STAGE,
        Change.PUBLISH,
        "image",
        "image " + choice.reference(),
        "the registry does not have it",
        List.of("repository"),
        run -> new ImagePush(images).run(run, choice.push().get(), choice.tag()));
  }

  private void create(Step.Run run) throws Exception {
    if (calls.exists(place.fullName())) {
      return;
    }
    Repository repository =
        Repository.newBuilder()
            .setFormat(Repository.Format.DOCKER)
            .setDescription("Images of functions, pushed by Portolan")
            .putLabels(Ownership.MANAGED_BY, Ownership.MANAGER)
            .build();
    Operation begun = calls.create(place.parent(), place.name(), repository);
    waits.operation(
        run, place.name(), BUDGET, begun, () -> calls.glanceAtOperation(begun.getName()));
  }
}
