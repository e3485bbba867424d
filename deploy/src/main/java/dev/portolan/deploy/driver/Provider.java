package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Set;

/**
 * A cloud that functions can be deployed to. Found with {@link java.util.ServiceLoader}; its
 * constructor does nothing and no method but those of {@link Deployer} touches the network. What it
 * says of itself to those who do not load it stands in {@code META-INF/portolan/ties.json}.
 */
public interface Provider {
  /** The name it is asked for by, lower-case. */
  String name();

  /** What it can do. The contracts hold it to this, both ways. */
  Set<Feature> features();

  /** The settings it knows, without their {@code portolan.<provider>.} prefix. */
  List<Setting> settings();

  /** All that is wrong with deploying this here: names, limits, settings. Never throws. */
  List<Problem> check(Application application, Settings settings);

  Packager packager(Settings settings);

  /** Opens no connection before its first call. */
  Deployer deployer(Settings settings, Surroundings surroundings);
}
