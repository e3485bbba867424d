package dev.portolan.deploy.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/** Turns the bytes of a class file into what the scanner keeps of it. */
final class ClassFileReader extends ClassVisitor {
  private final Map<String, Map<String, Object>> annotations = new LinkedHashMap<>();
  private final List<ClassFile.Component> components = new ArrayList<>();
  private String internalName = "";
  private int flags;
  private String signature;
  private List<JavaType> erased = List.of();
  private boolean publicNoArgConstructor;
  private boolean publicConstructor;
  private boolean only;
  private boolean primitive;
  private String source;
  private int line;

  private ClassFileReader() {
    super(Opcodes.ASM9);
  }

  /**
   * Reads a class file.
   *
   * @throws IllegalArgumentException if it is no class file, or of a format not known yet
   */
  static ClassFile read(byte[] bytes) {
    ClassFileReader visitor = new ClassFileReader();
    try {
      new ClassReader(bytes).accept(visitor, ClassReader.SKIP_FRAMES);
      return visitor.result();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever a reader meets that trusts what a damaged file says of itself
      throw new IllegalArgumentException("it ends too early or points outside itself", e);
    }
  }

  private ClassFile result() {
    List<String> parameters = List.of();
    List<JavaType> supertypes = erased;
    if (signature != null) {
      SignatureTypes types = SignatureTypes.from(signature);
      parameters = types.parameters();
      supertypes = types.supertypes();
    }
    return new ClassFile(
        internalName.replace('/', '.'),
        flags,
        parameters,
        supertypes,
        annotations,
        components,
        publicNoArgConstructor || only && !publicConstructor,
        primitive,
        Optional.ofNullable(source),
        line);
  }

  @Override
  public void visit(
      int version, int access, String name, String generic, String superName, String[] interfaces) {
    internalName = name;
    flags = access;
    signature = generic;
    List<JavaType> types = new ArrayList<>();
    if (superName != null) {
      types.add(JavaType.of(superName.replace('/', '.'), List.of()));
    }
    for (String type : interfaces) {
      types.add(JavaType.of(type.replace('/', '.'), List.of()));
    }
    erased = types;
  }

  @Override
  public void visitSource(String file, String debug) {
    source = file;
  }

  @Override
  public void visitInnerClass(String name, String outer, String inner, int access) {
    if (name.equals(internalName)) {
      flags = access;
    }
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    if (!Annotations.know(descriptor)) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    annotations.put(descriptor, values);
    return new AnnotationValues(values::put);
  }

  /** As the runtime looks for the one object of a class that makes no others. */
  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String generic, Object value) {
    only |=
        (name.equals("INSTANCE") || name.equals("MODULE$"))
            && (access & Opcodes.ACC_STATIC) != 0
            && descriptor.equals("L" + internalName + ";");
    return null;
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String name, String descriptor, String generic) {
    Map<String, Map<String, Object>> own = new LinkedHashMap<>();
    JavaType type = SignatureTypes.type(generic == null ? descriptor : generic);
    components.add(new ClassFile.Component(name, type, own));
    return new RecordComponentVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        if (!Annotations.know(annotation)) {
          return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        own.put(annotation, values);
        return new AnnotationValues(values::put);
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] exceptions) {
    if (!name.equals("<init>")) {
      primitive |= name.equals("handle") && "ZBSCIJFD".indexOf(descriptor.charAt(1)) >= 0;
      return null;
    }
    publicConstructor |= (access & Opcodes.ACC_PUBLIC) != 0;
    if (descriptor.equals("()V")) {
      publicNoArgConstructor = (access & Opcodes.ACC_PUBLIC) != 0;
    }
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitLineNumber(int number, Label start) {
        line = line == 0 ? number : Math.min(line, number);
      }
    };
  }
}
