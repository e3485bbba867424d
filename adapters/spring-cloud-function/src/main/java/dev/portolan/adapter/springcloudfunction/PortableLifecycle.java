package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/** Starts and stops {@code PortableFunction} beans with the application's context. */
final class PortableLifecycle implements DestructionAwareBeanPostProcessor {
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (requiresDestruction(bean)) {
      try {
        ((Lifecycle) bean).start();
      } catch (Exception failed) {
        throw new BeanCreationException(name, "failed to start", failed);
      }
    }
    return bean;
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    return bean instanceof PortableFunction && bean instanceof Lifecycle;
  }

  @Override
  public void postProcessBeforeDestruction(Object bean, String name) {
    if (requiresDestruction(bean)) {
      try {
        ((Lifecycle) bean).stop();
      } catch (Exception failed) {
        System.getLogger(name).log(System.Logger.Level.WARNING, name + " failed to stop", failed);
      }
    }
  }
}
