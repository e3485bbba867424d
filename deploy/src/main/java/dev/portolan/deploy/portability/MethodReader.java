package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads one method: what it names, what it calls with which constants, and in which order. */
final class MethodReader extends MethodVisitor {
  private static final char ARGUMENT = '\u0001';

  private final String owner;
  private final int flags;
  private final String name;
  private final String descriptor;
  private final Map<String, Optional<String>> fields;
  private final Consumer<Code.Method> sink;
  private final Set<String> annotations = new LinkedHashSet<>();
  private final Map<String, Integer> mentions = new LinkedHashMap<>();
  private final Map<String, Integer> constants = new LinkedHashMap<>();
  private final List<Code.Call> calls = new ArrayList<>();
  private final List<String> latest = new ArrayList<>();
  private final Slots slots = new Slots();
  private final Flow flow = new Flow();
  private int first;
  private int line;

  MethodReader(
      String owner,
      int flags,
      String name,
      String descriptor,
      Map<String, Optional<String>> fields,
      Consumer<Code.Method> sink) {
    super(Opcodes.ASM9);
    this.owner = owner;
    this.flags = flags;
    this.name = name;
    this.descriptor = descriptor;
    this.fields = fields;
    this.sink = sink;
    mentionAll(Type.getMethodType(descriptor));
  }

  @Override
  public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    annotations.add(Type.getType(annotation).getClassName());
    return null;
  }

  @Override
  public AnnotationVisitor visitParameterAnnotation(
      int parameter, String annotation, boolean visible) {
    return visitAnnotation(annotation, visible);
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
    first = first == 0 ? number : first;
  }

  @Override
  public void visitLabel(Label label) {
    flow.label(label);
  }

  @Override
  public void visitFrame(int type, int locals, Object[] local, int size, Object[] stack) {
    int wide = 0;
    for (int i = 0; i < size && stack != null; i++) {
      wide += stack[i] == Opcodes.LONG || stack[i] == Opcodes.DOUBLE ? 1 : 0;
    }
    boolean told = type == Opcodes.F_FULL || type == Opcodes.F_NEW || type == Opcodes.F_SAME1;
    slots.restart(told ? size + wide : 0);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW) {
      flow.end();
      slots.restart(0);
    } else {
      slots.instruction(opcode);
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (opcode == Opcodes.NEWARRAY) {
      slots.replaceTop(null);
    } else {
      slots.push(null);
    }
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    switch (opcode) {
      case Opcodes.ALOAD -> slots.load(variable);
      case Opcodes.ASTORE -> slots.store(variable);
      case Opcodes.ILOAD, Opcodes.FLOAD -> slots.push(null);
      case Opcodes.LLOAD, Opcodes.DLOAD -> slots.pushUnknown(2);
      case Opcodes.LSTORE, Opcodes.DSTORE -> slots.drop(2);
      case Opcodes.ISTORE, Opcodes.FSTORE -> slots.drop(1);
      default -> slots.restart(0);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    mention(Type.getObjectType(type));
    if (opcode == Opcodes.NEW) {
      slots.push(null);
    } else if (opcode != Opcodes.CHECKCAST) {
      slots.replaceTop(null);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String field, String of) {
    mention(Type.getObjectType(type));
    mention(Type.getType(of));
    int size = Type.getType(of).getSize();
    String key = Type.getObjectType(type).getClassName().equals(owner) ? field + ":" + of : "";
    switch (opcode) {
      case Opcodes.PUTSTATIC, Opcodes.PUTFIELD -> {
        Optional<String> value = size == 1 ? Optional.ofNullable(slots.pop()) : Optional.empty();
        slots.drop(opcode == Opcodes.PUTFIELD ? size : size - 1);
        // of several that are stored none is sure
        fields.merge(key, value, (a, b) -> a.equals(b) ? a : Optional.empty());
      }
      default -> {
        slots.drop(opcode == Opcodes.GETFIELD ? 1 : 0);
        if (opcode == Opcodes.GETSTATIC) {
          String constant = Type.getObjectType(type).getClassName() + "." + field;
          constants.putIfAbsent(constant, line);
          latest.add(constant);
        }
        Optional<String> known = fields.getOrDefault(key, Optional.empty());
        if (size == 1) {
          slots.push(key.isEmpty() ? null : known.orElse(null));
        } else {
          slots.pushUnknown(size);
        }
      }
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String method, String of, boolean ofInterface) {
    Type signature = Type.getMethodType(of);
    List<Optional<String>> arguments = arguments(signature);
    boolean creates = method.equals("<init>");
    if (opcode != Opcodes.INVOKESTATIC) {
      Optional<String> receiver = Optional.ofNullable(slots.pop());
      if (!creates) {
        arguments.add(0, receiver);
      }
    }
    String binary = Type.getObjectType(type).getClassName();
    call(binary, method, of, arguments, false);
    mention(Type.getObjectType(type));
    mentionAll(signature);
    String made =
        Variables.isAll(binary, method, of)
            ? Variables.ALL
            : Paths.made(binary, method, of, arguments).orElse(null);
    if (creates) {
      slots.replaceTop(made);
    } else {
      pushResult(signature, made);
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String method, String of, Handle bootstrap, Object... constants) {
    Type signature = Type.getMethodType(of);
    arguments(signature);
    String text = null;
    for (Object constant : constants) {
      if (constant instanceof Handle handle) {
        String type = Type.getObjectType(handle.getOwner()).getClassName();
        mention(Type.getObjectType(handle.getOwner()));
        if (handle.getDesc().startsWith("(")) {
          call(type, handle.getName(), handle.getDesc(), List.of(), true);
        }
      } else if (constant instanceof String recipe
          && bootstrap.getName().startsWith("makeConcat")) {
        int argument = recipe.indexOf(ARGUMENT);
        text = argument < 0 ? recipe : argument == 0 ? null : recipe.substring(0, argument) + "…";
      }
    }
    pushResult(signature, text);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    boolean always = opcode == Opcodes.GOTO || opcode == Opcodes.JSR;
    boolean two = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
    slots.drop(always ? 0 : two ? 2 : 1);
    flow.jump(List.of(label), !always);
    if (always) {
      slots.restart(0);
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    if (value instanceof Type type) {
      mention(type);
    }
    boolean wide = value instanceof Long || value instanceof Double;
    if (wide
        || value instanceof org.objectweb.asm.ConstantDynamic dynamic && dynamic.getSize() == 2) {
      slots.pushUnknown(2);
    } else {
      slots.push(value instanceof String text ? text : null);
    }
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
    branch(otherwise, labels);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    branch(otherwise, labels);
  }

  @Override
  public void visitMultiANewArrayInsn(String array, int dimensions) {
    slots.drop(dimensions);
    slots.push(null);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    flow.caught(start, handler);
    if (type != null) {
      mention(Type.getObjectType(type));
    }
  }

  @Override
  public void visitEnd() {
    sink.accept(
        new Code.Method(
            owner,
            name,
            descriptor,
            flags,
            annotations,
            first,
            named(mentions),
            named(constants),
            calls,
            flow.steps()));
  }

  private static List<Code.Mention> named(Map<String, Integer> lines) {
    List<Code.Mention> named = new ArrayList<>();
    lines.forEach((name, at) -> named.add(new Code.Mention(name, at)));
    return named;
  }

  private void branch(Label otherwise, Label... labels) {
    List<Label> all = new ArrayList<>(List.of(labels));
    all.add(otherwise);
    flow.jump(all, false);
    slots.restart(0);
  }

  private void call(
      String type, String method, String of, List<Optional<String>> arguments, boolean handed) {
    flow.call(calls.size());
    calls.add(new Code.Call(type, method, of, line, arguments, List.copyOf(latest), handed));
    latest.clear();
  }

  /** What is known of the arguments, taken from the stack. */
  private List<Optional<String>> arguments(Type signature) {
    List<Optional<String>> arguments = new ArrayList<>();
    Type[] types = signature.getArgumentTypes();
    for (int i = types.length - 1; i >= 0; i--) {
      boolean wide = types[i].getSize() == 2;
      slots.drop(wide ? 1 : 0);
      String value = slots.pop();
      arguments.add(0, Optional.ofNullable(wide ? null : value));
    }
    return arguments;
  }

  private void pushResult(Type signature, String known) {
    int size = signature.getReturnType().getSize();
    if (size == 1) {
      slots.push(known);
    } else {
      slots.pushUnknown(size);
    }
  }

  private void mentionAll(Type signature) {
    mention(signature.getReturnType());
    for (Type each : signature.getArgumentTypes()) {
      mention(each);
    }
  }

  private void mention(Type type) {
    Type named = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (named.getSort() == Type.OBJECT) {
      mentions.putIfAbsent(named.getClassName(), line);
    }
  }
}
