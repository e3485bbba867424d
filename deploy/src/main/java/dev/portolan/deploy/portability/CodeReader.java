package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Turns the bytes of a class file into what the scan keeps of it. */
final class CodeReader extends ClassVisitor {
  private final Map<String, Optional<String>> fields;
  private final boolean creationAlone;
  private final Set<String> annotations = new LinkedHashSet<>();
  private final List<Code.Method> methods = new ArrayList<>();
  private final List<String> supertypes = new ArrayList<>();
  private String name = "";
  private String source;
  private int flags;
  private int major;

  private CodeReader(Map<String, Optional<String>> fields, boolean creationAlone) {
    super(Opcodes.ASM9);
    this.fields = fields;
    this.creationAlone = creationAlone;
  }

  /**
   * Reads a class file, what creates objects and the class first: it tells what constant fields
   * hold, and static ones are stored at the end of the file.
   *
   * @throws IllegalArgumentException if it is no class file, or of a format not known yet
   */
  static Code read(byte[] bytes) {
    Map<String, Optional<String>> fields = new HashMap<>();
    read(bytes, fields, true);
    return read(bytes, fields, false);
  }

  private static Code read(
      byte[] bytes, Map<String, Optional<String>> fields, boolean creationAlone) {
    CodeReader reader = new CodeReader(fields, creationAlone);
    try {
      new ClassReader(bytes).accept(reader, 0);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // whatever a reader meets that trusts what a hostile file says of itself
      throw new IllegalArgumentException("it is damaged", e);
    }
    return new Code(
        reader.name,
        reader.flags,
        reader.major,
        reader.supertypes,
        Optional.ofNullable(reader.source),
        reader.annotations,
        reader.methods);
  }

  @Override
  public void visit(
      int version, int access, String type, String generic, String superName, String[] interfaces) {
    name = binary(type);
    flags = access;
    major = version & 0xFFFF;
    if (superName != null) {
      supertypes.add(binary(superName));
    }
    for (String each : interfaces == null ? new String[0] : interfaces) {
      supertypes.add(binary(each));
    }
  }

  @Override
  public void visitSource(String file, String debug) {
    source = file;
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    annotations.add(Type.getType(descriptor).getClassName());
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String generic, String[] exceptions) {
    if (creationAlone && !method.startsWith("<")) {
      return null;
    }
    return new MethodReader(name, access, method, descriptor, fields, methods::add);
  }

  static String binary(String internal) {
    return internal.replace('/', '.');
  }
}
