package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.model.Use;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What buckets may be called, and who may be told by them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">General
 *     purpose bucket naming rules</a>
 */
final class BucketNames {
  private static final String BUCKET =
      "(?!xn--|sthree-|amzn-s3-demo-)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*\\.\\.)"
          + "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  private final Names names;
  private final SettingReader reader;
  private final List<Problem> problems;
  private final Map<String, String> told = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  private BucketNames(Settings settings, List<Problem> problems) {
    this.names = Names.of(settings);
    this.reader = SettingReader.of(settings, problems);
    this.problems = problems;
  }

  static void check(List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    BucketNames check = new BucketNames(settings, problems);
    for (FunctionSpec function : functions) {
      for (Trigger trigger : function.triggers()) {
        if (trigger instanceof Trigger.ObjectCreated objects) {
          check.bucket(function, objects.bucket(), "stored");
        } else if (trigger instanceof Trigger.ObjectDeleted objects) {
          check.bucket(function, objects.bucket(), "removed");
        }
      }
      function.uses(Use.Kind.READ).forEach(check::named);
      function.uses(Use.Kind.WRITE).forEach(check::named);
    }
  }

  private void named(String name) {
    String here = names.of(name);
    if (!here.equals(name) && !here.matches(BUCKET) && refused.add(name)) {
      reader.problem("names." + name, "'" + here + "' cannot be the name of a bucket");
    }
  }

  private void bucket(FunctionSpec function, String name, String event) {
    String here = names.of(name);
    named(name);
    String other = told.putIfAbsent(here + " " + event, function.name());
    if (other != null && !other.equals(function.name())) {
      problems.add(
          Problem.of(
              "function " + function.name(),
              "is to be told of what is " + event + " in bucket " + here + ", as " + other + " is",
              "S3 tells one of an event: let the bucket tell a topic, and both take from that with"
                  + " @Topic"));
    }
  }
}
