package dev.portolan.deploy.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Reads what a generic signature tells: a class's parameters and supertypes, a method's result. */
final class SignatureTypes extends SignatureVisitor {
  private final List<String> parameters = new ArrayList<>();
  private final List<JavaType> supertypes = new ArrayList<>();
  private final List<JavaType> taken = new ArrayList<>();
  private JavaType returned;

  private SignatureTypes() {
    super(Opcodes.ASM9);
  }

  static SignatureTypes from(String signature) {
    SignatureTypes types = new SignatureTypes();
    new SignatureReader(signature).accept(types);
    return types;
  }

  /** What a method returns, by its generic signature. */
  static JavaType returned(String signature) {
    return from(signature).returned;
  }

  /** The type of a field, by its signature or its descriptor. */
  static JavaType type(String signature) {
    List<JavaType> types = new ArrayList<>();
    new SignatureReader(signature).acceptType(new OneType(types::add));
    return types.get(0);
  }

  /** What a method takes. */
  List<JavaType> taken() {
    return taken;
  }

  /** What a method returns. */
  JavaType returned() {
    return returned;
  }

  List<String> parameters() {
    return parameters;
  }

  List<JavaType> supertypes() {
    return supertypes;
  }

  @Override
  public void visitFormalTypeParameter(String name) {
    parameters.add(name);
  }

  @Override
  public SignatureVisitor visitClassBound() {
    return new OneType(ignored -> {});
  }

  @Override
  public SignatureVisitor visitInterfaceBound() {
    return new OneType(ignored -> {});
  }

  @Override
  public SignatureVisitor visitParameterType() {
    return new OneType(taken::add);
  }

  @Override
  public SignatureVisitor visitReturnType() {
    return new OneType(type -> returned = type);
  }

  @Override
  public SignatureVisitor visitExceptionType() {
    return new OneType(ignored -> {});
  }

  @Override
  public SignatureVisitor visitSuperclass() {
    return new OneType(supertypes::add);
  }

  @Override
  public SignatureVisitor visitInterface() {
    return new OneType(supertypes::add);
  }

  /** Reads one type and hands it on when it ends. */
  private static final class OneType extends SignatureVisitor {
    private final Consumer<JavaType> sink;
    private final List<JavaType> arguments = new ArrayList<>();
    private String name = "";
    private int dimensions;

    OneType(Consumer<JavaType> sink) {
      super(Opcodes.ASM9);
      this.sink = sink;
    }

    @Override
    public void visitBaseType(char descriptor) {
      String primitive = Type.getType(String.valueOf(descriptor)).getClassName();
      sink.accept(JavaType.of(primitive, List.of()).withDimensions(dimensions));
    }

    @Override
    public void visitTypeVariable(String variable) {
      sink.accept(JavaType.variable(variable).withDimensions(dimensions));
    }

    @Override
    public SignatureVisitor visitArrayType() {
      dimensions++;
      return this;
    }

    @Override
    public void visitClassType(String internalName) {
      name = internalName.replace('/', '.');
    }

    @Override
    public void visitInnerClassType(String simpleName) {
      name += "$" + simpleName;
      arguments.clear();
    }

    @Override
    public void visitTypeArgument() {
      arguments.add(JavaType.OBJECT);
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return new OneType(arguments::add);
    }

    @Override
    public void visitEnd() {
      sink.accept(JavaType.of(name, arguments).withDimensions(dimensions));
    }
  }
}
