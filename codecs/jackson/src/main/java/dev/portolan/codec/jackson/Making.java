package dev.portolan.codec.jackson;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.introspect.PotentialCreator;
import dev.portolan.codec.Constructors;
import java.lang.reflect.Constructor;
import java.util.List;

/**
 * Makes an object by the constructor that the house's codec takes, where no annotation names one.
 *
 * @see Constructors#withoutDefaults
 */
final class Making extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public PotentialCreator findDefaultCreator(
      MapperConfig<?> config,
      AnnotatedClass type,
      List<PotentialCreator> constructors,
      List<PotentialCreator> factories) {
    Constructor<?> chosen = Constructors.withoutDefaults(type.getRawType());
    for (PotentialCreator each : constructors) {
      if (each.creator().getAnnotated().equals(chosen)) {
        return each;
      }
    }
    return null;
  }

  @Override
  public String findImplicitPropertyName(AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner() instanceof AnnotatedConstructor owner
        && owner.getAnnotated().equals(Constructors.withoutDefaults(owner.getDeclaringClass()))) {
      return owner.getAnnotated().getParameters()[parameter.getIndex()].getName();
    }
    return null;
  }
}
