import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider.NoHandler;
import org.apache.calcite.rel.metadata.janino.RelMetadataHandlerGeneratorUtil;
import org.apache.calcite.rel.metadata.janino.RelMetadataHandlerGeneratorUtil.HandlerNameAndGeneratedCode;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/**
 * Run by the build, after the driver is compiled: makes the classes that Calcite otherwise
 * generates and compiles in each JVM that plans a statement, one for each kind of metadata. See
 * PlanningMetadata, which finds them by their names.
 */
final class MetadataHandlers {
  private static final String PACKAGE = "io.github.llamacloud.jdbc.sql.metadata";

  private MetadataHandlers() {}

  /**
   * @param arguments where the classes go
   */
  public static void main(String[] arguments) throws IOException, CompileException {
    Path directory = Path.of(arguments[0]);
    List<Class<? extends MetadataHandler<?>>> kinds = new ArrayList<>();
    for (Class<?> metadata : BuiltInMetadata.class.getDeclaredClasses()) {
      for (Class<?> kind : metadata.getDeclaredClasses()) {
        if (MetadataHandler.class.isAssignableFrom(kind)) {
          @SuppressWarnings("unchecked")
          Class<? extends MetadataHandler<?>> handler = (Class<? extends MetadataHandler<?>>) kind;
          write(handler(handler, metadata.getSimpleName()), directory);
          kinds.add(handler);
        }
      }
    }
    write(unknowing(kinds), directory);
  }

  /** One for all kinds, which knows no answer: Calcite asks for another handler then. */
  private static Map<String, byte[]> unknowing(List<Class<? extends MetadataHandler<?>>> kinds)
      throws CompileException {
    StringBuilder code =
        new StringBuilder("package " + PACKAGE + ";\npublic final class Unknowing");
    String separator = " implements ";
    Map<String, Method> methods = new TreeMap<>();
    for (Class<? extends MetadataHandler<?>> kind : kinds) {
      code.append(separator).append(kind.getCanonicalName());
      separator = ", ";
      methods.putAll(MetadataHandler.handlerMethods(kind));
    }
    code.append(" {\n");
    code.append("  public ").append(MetadataDef.class.getName()).append(" getDef() {\n");
    code.append("    throw new UnsupportedOperationException();\n  }\n");
    for (Method method : methods.values()) {
      code.append("  public ").append(method.getReturnType().getCanonicalName());
      code.append(' ').append(method.getName()).append('(');
      int i = 0;
      for (Class<?> type : method.getParameterTypes()) {
        code.append(i == 0 ? "" : ", ").append(type.getCanonicalName()).append(" a").append(i++);
      }
      code.append(") {\n    throw new ").append(NoHandler.class.getCanonicalName());
      code.append("(a0.getClass());\n  }\n");
    }
    return compiled(code.append("}\n").toString());
  }

  /** By Calcite's compiler, since some of the types in the code are private. */
  private static Map<String, byte[]> handler(
      Class<? extends MetadataHandler<?>> kind, String simpleName) throws CompileException {
    List<MetadataHandler<?>> handlers =
        DefaultRelMetadataProvider.INSTANCE.handlers(kind).stream().distinct().toList();
    HandlerNameAndGeneratedCode generated =
        RelMetadataHandlerGeneratorUtil.generateHandler(kind, handlers);
    String name = generated.getHandlerName();
    int dot = name.lastIndexOf('.');
    String code =
        generated
            .getGeneratedCode()
            .replace("package " + name.substring(0, dot) + ";", "package " + PACKAGE + ";")
            .replace(name.substring(dot + 1), simpleName);
    return compiled(code);
  }

  private static Map<String, byte[]> compiled(String code) throws CompileException {
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(MetadataHandlers.class.getClassLoader());
    compiler.cook(code);
    return compiler.getBytecodes();
  }

  private static void write(Map<String, byte[]> classes, Path directory) throws IOException {
    for (Map.Entry<String, byte[]> one : classes.entrySet()) {
      Path file = directory.resolve(one.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, one.getValue());
    }
  }
}
