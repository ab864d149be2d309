package io.github.llamacloud.jdbc.sql;

import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.runtime.Bindable;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.jspecify.annotations.Nullable;

/** Code of a plan, compiled. Holds nothing of any statement: those of the same code share it. */
final class GeneratedCode {
  private final Bindable<?> code;
  private volatile @Nullable Throwable constantFailure;

  private GeneratedCode(Bindable<?> code) {
    this.code = code;
  }

  /**
   * @param name of the class
   * @param members of the class, in Java
   */
  static GeneratedCode compiled(String name, String members) {
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(GeneratedCode.class.getClassLoader());
    try {
      compiler.cook(
          "public final class %s implements %s {\n%s\n}"
              .formatted(name, Bindable.class.getName(), members));
      return new GeneratedCode(
          compiler
              .getClassLoader()
              .loadClass(name)
              .asSubclass(Bindable.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (CompileException | ReflectiveOperationException e) {
      throw new IllegalStateException("The code of a plan cannot be compiled:\n" + members, e);
    }
  }

  Enumerable<?> bind(DataContext context) {
    return code.bind(context);
  }

  /**
   * Constants are computed when the code is first used. If that fails, Java tells why only once,
   * and later no more than that the class is unusable.
   */
  Throwable remembered(Throwable failure) {
    if (failure instanceof ExceptionInInitializerError) {
      constantFailure = failure;
    }
    Throwable first = constantFailure;
    return failure instanceof NoClassDefFoundError && first != null ? first : failure;
  }
}
