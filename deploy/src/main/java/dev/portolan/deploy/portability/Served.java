package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Feature;
import java.util.List;
import java.util.Set;

/**
 * A portable function, as the scan sees it.
 *
 * @param input the type that it takes
 * @param of what calls it
 * @param place where it is handed what it takes
 * @param roots its methods that are called first
 */
record Served(String name, String input, Set<Feature> of, Place place, List<Code.Method> roots) {}
