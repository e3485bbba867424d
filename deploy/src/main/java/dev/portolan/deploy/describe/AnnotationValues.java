package dev.portolan.deploy.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;

/** Collects an annotation's values; an array becomes a list, an enum its constant's name. */
final class AnnotationValues extends AnnotationVisitor {
  private final BiConsumer<String, Object> sink;

  AnnotationValues(BiConsumer<String, Object> sink) {
    super(Opcodes.ASM9);
    this.sink = sink;
  }

  @Override
  public void visit(String name, Object value) {
    sink.accept(name, value);
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    sink.accept(name, value);
  }

  @Override
  public AnnotationVisitor visitArray(String name) {
    List<Object> items = new ArrayList<>();
    sink.accept(name, items);
    return new AnnotationValues((ignored, value) -> items.add(value));
  }
}
