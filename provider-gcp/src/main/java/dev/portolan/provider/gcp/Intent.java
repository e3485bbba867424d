package dev.portolan.provider.gcp;

import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.List;

/**
 * What a deployment wants Google to hold.
 *
 * @param functions lowered, in the application's order
 */
record Intent(Application application, Artifact artifact, List<Wanted> functions) {}
