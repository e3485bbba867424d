package dev.portolan.images.config;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Problem;
import dev.portolan.images.image.ParentImage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Says, before anything is packed, what no image can be made of. */
public final class ImageCheck {
  private ImageCheck() {}

  public static List<Problem> problems(Application application, ImageSettings settings) {
    List<Problem> problems = new ArrayList<>();
    if (settings.baseImage() instanceof ParentImage.Local local && !Files.exists(local.path())) {
      problems.add(
          Problem.of(
              settings.name("baseImage"),
              "there is no " + local.path(),
              "name an archive, a directory or an image that there is"));
    }
    long architectures =
        application.functions().stream().map(f -> f.sizing().architecture()).distinct().count();
    if (architectures > 1) {
      problems.add(manyArchitectures());
    }
    return problems;
  }

  /** Of functions that are for more than one processor. */
  public static Problem manyArchitectures() {
    return Problem.of(
        "architecture",
        "the functions of a project share one image, which is for one processor",
        "give all functions the same architecture");
  }
}
