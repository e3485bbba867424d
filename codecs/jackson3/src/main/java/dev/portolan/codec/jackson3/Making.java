package dev.portolan.codec.jackson3;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
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
 * <p>It is the public one with the most parameters of which each has a field of its name and type.
 * A bean that can be made with nothing and then be told is made so.
 */
final class Making extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  /** The last parameter of what Kotlin puts beside a constructor with default values. */
  private static final String MARKER = "kotlin.jvm.internal.DefaultConstructorMarker";

  @Override
  public PotentialCreator findPreferredCreator(
      MapperConfig<?> config,
      AnnotatedClass type,
      List<PotentialCreator> constructors,
      List<PotentialCreator> factories,
      Optional<PotentialCreator> empty) {
    Constructor<?> chosen = of(type.getRawType());
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
        && owner.getAnnotated().equals(of(owner.getDeclaringClass()))) {
      return owner.getAnnotated().getParameters()[parameter.getIndex()].getName();
    }
    return null;
  }

  /** The constructor that is given the properties; {@code null} if there is none. */
  static Constructor<?> of(Class<?> type) {
    if (type.isRecord() || type.getName().startsWith("java.")) {
      return null;
    }
    Constructor<?> most = null;
    boolean several = false;
    for (Constructor<?> each : type.getConstructors()) {
      if (each.getParameterCount() > 0 && !each.isSynthetic() && areProperties(type, each)) {
        int more = most == null ? 1 : each.getParameterCount() - most.getParameterCount();
        several = more == 0 || more < 0 && several;
        most = more > 0 ? each : most;
      }
    }
    return most == null || several || isChangeable(type, most) ? null : most;
  }

  private static boolean areProperties(Class<?> type, Constructor<?> constructor) {
    for (Parameter parameter : constructor.getParameters()) {
      try {
        if (!parameter.isNamePresent()
            || type.getDeclaredField(parameter.getName()).getType() != parameter.getType()) {
          return false;
        }
      } catch (NoSuchFieldException none) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is made with nothing; of Kotlin's, where all that it is made of can be set. */
  private static boolean isChangeable(Class<?> type, Constructor<?> constructor) {
    boolean empty = false;
    boolean kotlin = false;
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      Class<?>[] types = each.getParameterTypes();
      empty |= types.length == 0;
      kotlin |= types.length > 0 && types[types.length - 1].getName().equals(MARKER);
    }
    if (!empty || !kotlin) {
      return empty && canSet(type, null);
    }
    for (Parameter parameter : constructor.getParameters()) {
      if (!canSet(type, parameter.getName())) {
        return false;
      }
    }
    return true;
  }

  /** Whether this property can be set; without a name, any. */
  private static boolean canSet(Class<?> type, String property) {
    for (Method method : type.getMethods()) {
      String name = method.getName();
      if (name.startsWith("set")
          && method.getParameterCount() == 1
          && (property == null || name.substring(3).equalsIgnoreCase(property))) {
        return true;
      }
    }
    for (Field field : type.getFields()) {
      if ((field.getModifiers() & (Modifier.FINAL | Modifier.STATIC)) == 0
          && (property == null || field.getName().equals(property))) {
        return true;
      }
    }
    return false;
  }
}
