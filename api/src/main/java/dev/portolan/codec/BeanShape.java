package dev.portolan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A class that is no record: read by its constructor, setters and public fields, written by getters
 * and those fields. What is named as a parameter of the constructor is written too where the class
 * is of Kotlin or Scala, or has no getter at all: in a class of Java's with getters, a plain {@code
 * secret()} tells nothing.
 */
final class BeanShape {
  private static final Type[] NONE = {};

  private final Class<?> type;

  /** {@code null} where an object is made without knowing anything. */
  private final Construction construction;

  private final Map<String, Method> getters = new TreeMap<>();
  private final Map<String, Method> setters = new TreeMap<>();
  private final Map<String, Field> fields = new TreeMap<>();

  BeanShape(Class<?> type) {
    this.type = type;
    String name = type.getName();
    if (name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("scala.")) {
      throw new IllegalArgumentException("a " + name + " has no JSON form");
    }
    Constructor<?> made = Constructors.ofProperties(type);
    boolean kotlin = made != null && Languages.isKotlin(type);
    Class<?> companion = made == null || kotlin ? null : Languages.companion(type);
    boolean foreign = kotlin || companion != null;
    construction = made == null ? null : construction(made, companion, foreign);
    boolean told = false;
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() != Object.class) {
        told |= property(method);
      }
    }
    if (construction != null) {
      accessors(!told || foreign);
    }
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        fields.put(field.getName(), field);
      }
    }
    if (getters.isEmpty() && setters.isEmpty() && fields.isEmpty()) {
      throw new IllegalArgumentException(
          "a " + type.getName() + " has no JSON form: make it a record, or give it properties");
    }
  }

  /**
   * {@code null} for a bean, which is told what it holds afterwards.
   *
   * @param foreign whether its compiler was another than Java's, which knows default values, and
   *     properties without {@code get}
   */
  private Construction construction(Constructor<?> made, Class<?> companion, boolean foreign) {
    boolean changeable = Constructors.isChangeable(type);
    if (changeable && !foreign) {
      return null;
    }
    Construction found = new Construction(type, made, companion);
    return found.hasDefaults() || !changeable ? found : null;
  }

  /** Whether that is a parameter of the constructor, and so a property of that very name. */
  private boolean isMade(String name) {
    return construction != null && construction.has(name);
  }

  /** Takes what a method is as beans have it; whether it tells a property. */
  private boolean property(Method method) {
    String name = plain(method.getName());
    if (method.isBridge()) {
      return false;
    }
    if (isGetter(method) && !isMade(name)) {
      boolean is = name.startsWith("is") && method.getReturnType() == boolean.class;
      if (is || name.startsWith("get")) {
        add(getters, named(name.substring(is ? 2 : 3)), method);
        return true;
      }
    } else if (name.startsWith("set") && method.getParameterCount() == 1) {
      String rest = name.substring(3);
      if (!isMade(named(rest)) && !isMade("is" + rest)) {
        add(setters, named(rest), method);
      }
    }
    return false;
  }

  /**
   * Takes what is called as a parameter of the constructor, where no getter tells the same.
   *
   * @param all also what does not begin with {@code get} or {@code is}
   */
  private void accessors(boolean all) {
    for (Method method : type.getMethods()) {
      String name = plain(method.getName());
      if (isGetter(method) && !method.isBridge() && isMade(name)) {
        boolean is = name.startsWith("is") && method.getReturnType() == boolean.class;
        if (all || is || name.startsWith("get")) {
          add(getters, name, method);
        }
      }
    }
  }

  private static boolean isGetter(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !Modifier.isStatic(method.getModifiers());
  }

  /** Without what Kotlin puts behind an internal property: x has {@code getX$module}. */
  private String plain(String name) {
    int end = name.indexOf('$', 1);
    return end > 0 && Languages.isKotlin(type) ? name.substring(0, end) : name;
  }

  /**
   * The property that a getter has in its name, as JavaBeans have it: {@code Name} is {@code name},
   * {@code URL} stays, and so does what a parameter of the constructor is called.
   */
  private String named(String rest) {
    boolean capitals =
        rest.length() > 1
            && Character.isUpperCase(rest.charAt(0))
            && Character.isUpperCase(rest.charAt(1));
    return rest.isEmpty() || capitals || isMade(rest)
        ? rest
        : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
  }

  /** The order of a class's methods is none: of two the better is taken. */
  private static void add(Map<String, Method> methods, String property, Method method) {
    Method known = methods.get(property);
    if (!property.isEmpty() && (known == null || rank(method).compareTo(rank(known)) < 0)) {
      method.setAccessible(true);
      methods.put(property, method);
    }
  }

  /** What is public comes before what is internal, then {@code get}, {@code is} and the rest. */
  private static String rank(Method method) {
    String name = method.getName();
    String kind = name.startsWith("get") ? "1" : name.startsWith("is") ? "2" : "3";
    String taken = method.getParameterCount() == 0 ? "" : method.getParameterTypes()[0].getName();
    return (name.indexOf('$', 1) > 0 ? "1" : "0") + kind + name + " " + taken;
  }

  /** The types of what its constructor takes. */
  Type[] types() {
    return construction == null ? NONE : construction.types;
  }

  Object read(Binder binder, Map<String, Object> object, Type[] types) {
    try {
      Object bean = construction == null ? empty() : construction.make(binder, object, types);
      for (Map.Entry<String, Method> setter : setters.entrySet()) {
        if (object.containsKey(setter.getKey())) {
          Type wanted = setter.getValue().getGenericParameterTypes()[0];
          set(bean, setter, bind(binder, object, setter.getKey(), wanted));
        }
      }
      for (Map.Entry<String, Field> field : fields.entrySet()) {
        boolean told = object.containsKey(field.getKey()) && !isMade(field.getKey());
        if (told && Constructors.isSettable(field.getValue())) {
          Type wanted = field.getValue().getGenericType();
          field.getValue().set(bean, bind(binder, object, field.getKey(), wanted));
        }
      }
      return bean;
    } catch (InvocationTargetException refused) {
      throw Failure.refused(refused);
    } catch (ReflectiveOperationException unfit) {
      throw unreadable(unfit);
    }
  }

  private static void set(Object bean, Map.Entry<String, Method> setter, Object value)
      throws IllegalAccessException {
    try {
      setter.getValue().invoke(bean, value);
    } catch (InvocationTargetException refused) {
      throw Failure.within(setter.getKey(), Failure.refused(refused));
    }
  }

  /** One that is told what it holds afterwards: one that cannot be would be a silent nothing. */
  private Object empty() throws ReflectiveOperationException {
    if (setters.isEmpty() && fields.values().stream().noneMatch(Constructors::isSettable)) {
      throw unreadable(null);
    }
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private IllegalArgumentException unreadable(Throwable cause) {
    return new IllegalArgumentException(
        type.getName()
            + " cannot be read: make it a record, give it a constructor without parameters and"
            + " setters, or have the compiler keep the names of its constructor's parameters",
        cause);
  }

  static Object bind(Binder binder, Map<String, Object> object, String name, Type wanted) {
    try {
      return binder.bind(object.get(name), wanted);
    } catch (RuntimeException failure) {
      throw Failure.within(name, failure);
    }
  }

  void write(Object value, JsonWriter writer) {
    String separator = "{";
    Set<String> names = new TreeSet<>(getters.keySet());
    names.addAll(fields.keySet());
    for (String name : names) {
      Method getter = getters.get(name);
      writer.raw(separator).string(name).raw(":");
      writer.value(getter == null ? get(fields.get(name), value) : RecordShape.get(getter, value));
      separator = ",";
    }
    writer.raw(separator.equals("{") ? "{}" : "}");
  }

  private static Object get(Field field, Object value) {
    try {
      return field.get(value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
