package dev.portolan.maven;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Deployed;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints what deployed functions have logged, oldest first. */
@Mojo(name = "logs", threadSafe = true)
public final class LogsMojo extends CloudMojo {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** How far back: 30s, 10m, 2h or 1d. */
  @Parameter(property = "since", defaultValue = "10m")
  String since;

  /** Goes on until Ctrl-C. */
  @Parameter(property = "follow", defaultValue = "false")
  boolean follow;

  @Override
  Report work(Run run) {
    return run.at(site -> logs(run, site));
  }

  private Outcome logs(Run run, Site site) throws InterruptedException {
    TimeSource time = TimeSource.system();
    Instant start = time.now().minus(Since.parse(since));
    List<Deployed> deployed = site.deployed(run.order().function());
    Map<String, Instant> from = new HashMap<>();
    do {
      for (Deployed d : deployed) {
        Instant next =
            site.portolan()
                .logs(
                    run.order().owner(),
                    d.function(),
                    from.getOrDefault(d.function(), start),
                    line ->
                        run.console().result(line.time() + " " + d.function() + " " + line.text()));
        from.put(d.function(), next);
      }
      if (follow && !run.stopped()) {
        time.sleep(PAUSE);
      }
    } while (follow && !run.stopped());
    return Looked.at(site, deployed);
  }
}
