package dev.portolan.deploy.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/** Reads what of a class's shape is JSON's affair. */
final class TypeReader extends ClassVisitor {
  private final List<TypeFile.Member> components = new ArrayList<>();
  private final List<TypeFile.Member> fields = new ArrayList<>();
  private final List<TypeFile.Method> constructors = new ArrayList<>();
  private final List<TypeFile.Method> methods = new ArrayList<>();
  private String name = "";
  private int flags;
  private List<String> parameters = List.of();
  private Optional<JavaType> superclass = Optional.empty();
  private List<String> interfaces = List.of();
  private TypeFile.Language language = TypeFile.Language.JAVA;

  private TypeReader() {
    super(Opcodes.ASM9);
  }

  /** Reads a class file that {@link ClassFileReader} could read. */
  static TypeFile read(byte[] bytes) {
    TypeReader reader = new TypeReader();
    new ClassReader(bytes).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
    return new TypeFile(
        reader.name,
        reader.flags,
        reader.parameters,
        reader.superclass,
        reader.interfaces,
        reader.components,
        reader.fields,
        reader.constructors,
        reader.methods,
        reader.language);
  }

  @Override
  public void visit(
      int version, int access, String type, String generic, String superName, String[] above) {
    name = dotted(type);
    flags = access;
    interfaces = Arrays.stream(above).map(TypeReader::dotted).toList();
    superclass = Optional.ofNullable(superName).map(each -> JavaType.of(dotted(each), List.of()));
    if (generic != null) {
      SignatureTypes types = SignatureTypes.from(generic);
      parameters = types.parameters();
      superclass = superclass.map(each -> types.supertypes().get(0));
    }
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }

  @Override
  public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    if (descriptor.equals("Lkotlin/Metadata;")) {
      language = TypeFile.Language.KOTLIN;
    }
    return null;
  }

  /** Scala's compilers leave an attribute in each class, of one of these names. */
  @Override
  public void visitAttribute(Attribute attribute) {
    if (List.of("Scala", "ScalaSig", "ScalaInlineInfo", "TASTY").contains(attribute.type)) {
      language = TypeFile.Language.SCALA;
    }
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String component, String descriptor, String generic) {
    components.add(new TypeFile.Member(component, type(descriptor, generic), 0));
    return null;
  }

  @Override
  public FieldVisitor visitField(
      int access, String field, String descriptor, String generic, Object value) {
    fields.add(new TypeFile.Member(field, type(descriptor, generic), access));
    return null;
  }

  private static JavaType type(String descriptor, String generic) {
    return SignatureTypes.type(generic == null ? descriptor : generic);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String generic, String[] exceptions) {
    boolean constructor = method.equals("<init>");
    boolean visible = (access & Opcodes.ACC_PUBLIC) != 0;
    if (!constructor && (!visible || (access & (Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE)) != 0)) {
      return null;
    }
    List<String> erased =
        Arrays.stream(Type.getArgumentTypes(descriptor)).map(Type::getClassName).toList();
    SignatureTypes plain = SignatureTypes.from(descriptor);
    SignatureTypes full = generic == null ? plain : SignatureTypes.from(generic);
    // The signature of an inner class's constructor lacks what the compiler adds.
    SignatureTypes types = full.taken().size() == erased.size() ? full : plain;
    List<String> names = new ArrayList<>();
    (constructor ? constructors : methods)
        .add(new TypeFile.Method(method, access, erased, types.taken(), types.returned(), names));
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitParameter(String parameter, int flags) {
        names.add(parameter == null ? "$" : parameter);
      }
    };
  }
}
