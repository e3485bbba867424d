package dev.portolan.sandbox.knative;

import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.images.registry.ImageStore;

/** All that an embedded Knative holds: the objects of its cluster, and the images pushed to it. */
public record Memory(StateStore cluster, ImageStore images) {}
