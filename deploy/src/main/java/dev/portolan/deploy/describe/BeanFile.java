package dev.portolan.deploy.describe;

import java.util.List;
import java.util.Map;

/**
 * What of a class file tells which beans a framework makes of it.
 *
 * @param name binary name
 * @param annotations the class's, by descriptor, with their values as ASM gives them
 * @param factories its methods that bear annotations, in the file's order
 */
record BeanFile(
    String name, Map<String, Map<String, Object>> annotations, List<Factory> factories) {

  /** A method that may make a bean. */
  record Factory(String name, JavaType returns, Map<String, Map<String, Object>> annotations) {}
}
