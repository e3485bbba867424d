package dev.portolan.deploy.portability;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * What the scan keeps of a class file.
 *
 * @param name binary name
 * @param flags access flags
 * @param major version of the class file
 * @param supertypes binary names of superclass and interfaces
 * @param annotations binary names of the class's own
 */
record Code(
    String name,
    int flags,
    int major,
    List<String> supertypes,
    Optional<String> source,
    Set<String> annotations,
    List<Method> methods) {

  /**
   * A method.
   *
   * @param owner binary name of its class
   * @param annotations binary names of its own and of its parameters'
   * @param line of its first instruction, 0 if nothing tells
   * @param mentions types that it names in its code or its descriptor, each with the first line
   * @param constants static fields that it reads, as the type's name, a dot and theirs, likewise
   * @param calls in the order of its code
   */
  record Method(
      String owner,
      String name,
      String descriptor,
      int flags,
      Set<String> annotations,
      int line,
      List<Mention> mentions,
      List<Mention> constants,
      List<Call> calls,
      List<Step> steps) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    boolean isCreation() {
      return name.equals("<init>") || name.equals("<clinit>");
    }

    String key() {
      return owner + "." + name + descriptor;
    }
  }

  /** A type, or a field, that is named somewhere. */
  record Mention(String type, int line) {}

  /**
   * A call, or a reference to a method.
   *
   * @param arguments what is known of the receiver, if there is one, and of each argument: a text,
   *     or a path's text as far as it is constant
   * @param constants static fields that are read since the call before, named as a method's
   * @param handed whether the method is handed on as a block, for somebody else to call
   */
  record Call(
      String owner,
      String name,
      String descriptor,
      int line,
      List<Optional<String>> arguments,
      List<String> constants,
      boolean handed) {
    boolean is(String type, String... names) {
      return owner.equals(type) && List.of(names).contains(name);
    }
  }

  /**
   * A point in a method's code.
   *
   * @param call the index of a call, or -1
   * @param next indices of the steps that may follow
   */
  record Step(int call, List<Integer> next) {}

  boolean isInterface() {
    return (flags & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean isAbstract() {
    return (flags & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0;
  }
}
