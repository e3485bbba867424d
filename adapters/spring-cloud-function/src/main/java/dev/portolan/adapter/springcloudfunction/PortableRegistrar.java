package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Event;
import dev.portolan.PortableFunction;
import java.util.function.Function;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;

/**
 * Registers each {@code PortableFunction} bean as Spring's catalog looks for what is no {@code
 * Function} itself: as a {@code FunctionRegistration} whose name is the bean's with a suffix.
 */
final class PortableRegistrar implements BeanDefinitionRegistryPostProcessor {
  private static final String API = PortableFunction.class.getPackageName();

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    // all definitions must be there first
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanNamesForType(PortableFunction.class, true, false)) {
      ResolvableType type = type(beans, name);
      RootBeanDefinition definition =
          new RootBeanDefinition(
              FunctionRegistration.class,
              () -> registration(name, beans.getBean(name, PortableFunction.class), type));
      ((BeanDefinitionRegistry) beans)
          .registerBeanDefinition(name + FunctionRegistration.REGISTRATION_NAME_SUFFIX, definition);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static FunctionRegistration<?> registration(
      String name, PortableFunction<?, ?> function, ResolvableType type) {
    boolean event = type.getGeneric(0).toClass() == Event.class;
    ResolvableType data = event ? type.getGeneric(0, 0) : type.getGeneric(0);
    if (data.toClass() == Void.class) {
      // an empty body is no null to Spring
      data = ResolvableType.forClass(byte[].class);
    }
    ResolvableType message = ResolvableType.forClassWithGenerics(Message.class, data);
    boolean nothing = type.getGeneric(0).toClass() == Void.class;
    return new FunctionRegistration(
            new PortableBean((PortableFunction) function, name, event, nothing), name)
        .type(
            ResolvableType.forClassWithGenerics(Function.class, message, type.getGeneric(1))
                .getType());
  }

  private static ResolvableType type(ConfigurableListableBeanFactory beans, String name) {
    BeanDefinition definition = beans.getMergedBeanDefinition(name);
    ResolvableType type = definition.getResolvableType().as(PortableFunction.class);
    for (ResolvableType part : type.getGenerics()) {
      boolean event = part == type.getGeneric(0) && part.toClass() == Event.class;
      ResolvableType data = event ? part.getGeneric(0) : part;
      if (data.resolve() == null) {
        throw new IllegalStateException(
            "nothing tells what the bean '"
                + name
                + "' takes and answers: let its method return PortableFunction<Order, Receipt>");
      }
      if (data.toClass().getPackageName().equals(API)) {
        throw new IllegalStateException(
            "the bean '"
                + name
                + "' takes or answers "
                + data.toClass().getSimpleName()
                + ", which no message holds: use a record, text or bytes, or take an Event of them");
      }
    }
    return type;
  }
}
