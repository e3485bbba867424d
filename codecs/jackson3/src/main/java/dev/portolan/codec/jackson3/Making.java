package dev.portolan.codec.jackson3;

import dev.portolan.codec.Constructors;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.PotentialCreator;

/**
 * Makes an object by the constructor that the house's codec takes, where no annotation names one.
 *
 * @see Constructors#withoutDefaults
 */
final class Making extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public PotentialCreator findPreferredCreator(
      MapperConfig<?> config,
      AnnotatedClass type,
      List<PotentialCreator> constructors,
      List<PotentialCreator> factories,
      Optional<PotentialCreator> empty) {
    Constructor<?> chosen = Constructors.withoutDefaults(type.getRawType());
    for (PotentialCreator each : constructors) {
      if (each.creator().getAnnotated().equals(chosen)) {
        return each;
      }
    }
    return null;
  }

  @Override
  public String findImplicitPropertyName(MapperConfig<?> config, AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner() instanceof AnnotatedConstructor owner
        && owner.getAnnotated().equals(Constructors.withoutDefaults(owner.getDeclaringClass()))) {
      return owner.getAnnotated().getParameters()[parameter.getIndex()].getName();
    }
    return null;
  }
}
