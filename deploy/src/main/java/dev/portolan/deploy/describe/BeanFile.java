package dev.portolan.deploy.describe;

import java.util.List;
import java.util.Map;

/**
 * What of a class file tells which beans a framework makes of it.
 *
 * @param name binary name
 * @param annotations the class's, by descriptor, with their values as ASM gives them
 * @param creatable whether it can be created without another object: neither abstract nor inner
 * @param factories its methods that bear annotations, in the file's order
 */
record BeanFile(
    String name,
    Map<String, Map<String, Object>> annotations,
    boolean creatable,
    List<Factory> factories) {

  /** A method that may make a bean. */
  record Factory(String name, JavaType returns, Map<String, Map<String, Object>> annotations) {}
}
