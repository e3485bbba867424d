package dev.portolan.deploy.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads all annotations of a class and of its methods, whosever they are. */
final class BeanReader extends ClassVisitor {
  private final Map<String, Map<String, Object>> annotations = new LinkedHashMap<>();
  private final List<BeanFile.Factory> factories = new ArrayList<>();
  private String name = "";
  private boolean creatable = true;

  private BeanReader() {
    super(Opcodes.ASM9);
  }

  /** Reads a class file that {@link ClassFileReader} could read. */
  static BeanFile read(byte[] bytes) {
    BeanReader reader = new BeanReader();
    new ClassReader(bytes)
        .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new BeanFile(reader.name, reader.annotations, reader.creatable, reader.factories);
  }

  @Override
  public void visit(
      int version, int access, String type, String generic, String superName, String[] interfaces) {
    name = type.replace('/', '.');
    creatable = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
  }

  /** It stands in a method: it is local, or has no name. */
  @Override
  public void visitOuterClass(String owner, String method, String descriptor) {
    creatable = false;
  }

  @Override
  public void visitInnerClass(String inner, String outer, String simple, int access) {
    if (inner.replace('/', '.').equals(name) && (access & Opcodes.ACC_STATIC) == 0) {
      creatable = false;
    }
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return into(annotations, descriptor);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String generic, String[] exceptions) {
    Type returned = Type.getReturnType(descriptor);
    if (returned.getSort() != Type.OBJECT || (access & Opcodes.ACC_SYNTHETIC) != 0) {
      return null;
    }
    JavaType type =
        generic == null
            ? JavaType.of(returned.getClassName(), List.of())
            : SignatureTypes.returned(generic);
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        return into(found, annotation);
      }

      @Override
      public void visitEnd() {
        if (!found.isEmpty()) {
          factories.add(new BeanFile.Factory(method, type, found));
        }
      }
    };
  }

  private static AnnotationVisitor into(
      Map<String, Map<String, Object>> annotations, String descriptor) {
    Map<String, Object> values = new LinkedHashMap<>();
    annotations.put(descriptor, values);
    return new AnnotationValues(values::put);
  }
}
