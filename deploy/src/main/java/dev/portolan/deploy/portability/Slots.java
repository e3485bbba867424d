package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * The operand stack and the local variables of a method, as far as texts in them are constant; what
 * is not known is {@code null}. Branches are not followed: a variable holds what was stored last,
 * in the order of the code. A class file that takes more than there is gets nothing.
 */
final class Slots {
  private final List<String> stack = new ArrayList<>();
  private final Map<Integer, String> locals = new HashMap<>();

  void push(String value) {
    stack.add(value);
  }

  /** So many slots of which nothing is known. */
  void pushUnknown(int slots) {
    stack.addAll(Collections.nCopies(slots, null));
  }

  String pop() {
    return stack.isEmpty() ? null : stack.remove(stack.size() - 1);
  }

  void drop(int slots) {
    for (int i = 0; i < slots; i++) {
      pop();
    }
  }

  Optional<String> top() {
    return stack.isEmpty() ? Optional.empty() : Optional.ofNullable(stack.get(stack.size() - 1));
  }

  void replaceTop(String value) {
    pop();
    push(value);
  }

  void load(int variable) {
    push(locals.get(variable));
  }

  void store(int variable) {
    locals.put(variable, pop());
  }

  /** Where code begins that is reached by a jump, with so much on the stack. */
  void restart(int slots) {
    stack.clear();
    pushUnknown(slots);
  }

  /** An instruction without operands. What it makes is not known, unless it copies the top. */
  void instruction(int opcode) {
    if (opcode == Opcodes.DUP) {
      push(top().orElse(null));
      return;
    }
    int growth = growth(opcode);
    if (growth > 0) {
      pushUnknown(growth);
    } else {
      drop(-growth);
    }
    if (isShuffle(opcode)) {
      int size = stack.size();
      restart(size);
    } else if (opcode != Opcodes.NOP && !isTake(opcode)) {
      forgetTop();
    }
  }

  private void forgetTop() {
    if (!stack.isEmpty()) {
      replaceTop(null);
    }
  }

  private static boolean isShuffle(int opcode) {
    return opcode > Opcodes.DUP && opcode <= Opcodes.SWAP;
  }

  /** Whether nothing is left in place of what it takes. */
  private static boolean isTake(int opcode) {
    return opcode == Opcodes.POP
        || opcode == Opcodes.POP2
        || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE
        || opcode == Opcodes.MONITORENTER
        || opcode == Opcodes.MONITOREXIT;
  }

  /** By how many slots the stack is longer afterwards. */
  private static int growth(int opcode) {
    return switch (opcode) {
      case Opcodes.LCONST_0,
          Opcodes.LCONST_1,
          Opcodes.DCONST_0,
          Opcodes.DCONST_1,
          Opcodes.DUP2,
          Opcodes.DUP2_X1,
          Opcodes.DUP2_X2 ->
          2;
      case Opcodes.ACONST_NULL,
          Opcodes.ICONST_M1,
          Opcodes.ICONST_0,
          Opcodes.ICONST_1,
          Opcodes.ICONST_2,
          Opcodes.ICONST_3,
          Opcodes.ICONST_4,
          Opcodes.ICONST_5,
          Opcodes.FCONST_0,
          Opcodes.FCONST_1,
          Opcodes.FCONST_2,
          Opcodes.DUP_X1,
          Opcodes.DUP_X2,
          Opcodes.I2L,
          Opcodes.I2D,
          Opcodes.F2L,
          Opcodes.F2D ->
          1;
      case Opcodes.NOP,
          Opcodes.LALOAD,
          Opcodes.DALOAD,
          Opcodes.SWAP,
          Opcodes.INEG,
          Opcodes.LNEG,
          Opcodes.FNEG,
          Opcodes.DNEG,
          Opcodes.I2F,
          Opcodes.L2D,
          Opcodes.F2I,
          Opcodes.D2L,
          Opcodes.I2B,
          Opcodes.I2C,
          Opcodes.I2S,
          Opcodes.ARRAYLENGTH ->
          0;
      case Opcodes.POP2,
          Opcodes.LADD,
          Opcodes.DADD,
          Opcodes.LSUB,
          Opcodes.DSUB,
          Opcodes.LMUL,
          Opcodes.DMUL,
          Opcodes.LDIV,
          Opcodes.DDIV,
          Opcodes.LREM,
          Opcodes.DREM,
          Opcodes.LAND,
          Opcodes.LOR,
          Opcodes.LXOR ->
          -2;
      case Opcodes.IASTORE,
          Opcodes.FASTORE,
          Opcodes.AASTORE,
          Opcodes.BASTORE,
          Opcodes.CASTORE,
          Opcodes.SASTORE,
          Opcodes.LCMP,
          Opcodes.DCMPL,
          Opcodes.DCMPG ->
          -3;
      case Opcodes.LASTORE, Opcodes.DASTORE -> -4;
      default -> -1;
    };
  }
}
