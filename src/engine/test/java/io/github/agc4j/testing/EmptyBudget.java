package io.github.agc4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.internal.memory.MemoryBudget;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test a {@link MemoryBudget} and fails it if anything is still reserved when it ends. */
public final class EmptyBudget implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(EmptyBudget.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MemoryBudget.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("budget", key -> MemoryBudget.root(MemoryBudget.UNLIMITED));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    MemoryBudget budget = context.getStore(NAMESPACE).get("budget", MemoryBudget.class);
    if (budget != null) {
      assertEquals(0, budget.currentBytes(), "bytes still reserved");
    }
  }
}
