import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Run by the build on the jar with everything. Lambdas, method references, and what records are
 * compared by, are call sites that a JVM links when it first comes to them: it makes a class for
 * each, and what makes these classes is not compiled yet at a start. So the call sites of the
 * classes that a first statement needs are linked here: each lambda becomes a class, and what
 * records are compared by becomes methods. Call sites of other kinds, and lambdas that may be
 * serialized, are left as they are.
 */
final class CallSites {
  private static final String OWN = "io/github/llamacloud/jdbc/";
  private static final String MOVED = OWN + "shaded/";
  private static final List<String> LISTS =
      List.of(OWN + "sql/statement-classes.txt", OWN + "sql/planned-classes.txt");

  /** These are not in the lists, since a request makes them ready. */
  private static final List<String> OF_REQUESTS =
      List.of(MOVED + "okhttp3/", MOVED + "okio/", MOVED + "kotlin/");

  private final Set<String> listed = new TreeSet<>();

  private CallSites() {}

  /**
   * @param arguments the jar, which is replaced
   */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path linked = jar.resolveSibling(jar.getFileName() + ".linked");
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(linked);
        ZipOutputStream out = new ZipOutputStream(file)) {
      new CallSites().copy(in, out);
    }
    Files.move(linked, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private void copy(ZipFile in, ZipOutputStream out) throws IOException {
    for (String list : LISTS) {
      byte[] names = in.getInputStream(in.getEntry(list)).readAllBytes();
      new String(names, StandardCharsets.US_ASCII)
          .lines()
          .map(name -> name.replace('.', '/'))
          .map(name -> name.startsWith(OWN) ? name : MOVED + name)
          .forEach(listed::add);
    }
    for (ZipEntry entry : Collections.list(in.entries())) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put(entry.getName(), in.getInputStream(entry).readAllBytes());
      if (isOfStart(entry.getName())) {
        files = LinkedClass.of(files.get(entry.getName()));
      }
      for (Map.Entry<String, byte[]> written : files.entrySet()) {
        ZipEntry copy = new ZipEntry(written.getKey());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(written.getValue());
        out.closeEntry();
      }
    }
  }

  private boolean isOfStart(String file) {
    String name = file.replace(".class", "");
    return !name.equals(file)
        && (listed.contains(name)
            || name.startsWith(OWN) && !name.startsWith(MOVED)
            || OF_REQUESTS.stream().anyMatch(name::startsWith));
  }
}

/** Links the call sites of one class. */
final class LinkedClass extends ClassVisitor {
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory.metafactory";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods.bootstrap";

  private final ClassWriter writer;
  private final Map<String, byte[]> lambdas = new LinkedHashMap<>();
  private int version;
  private String name;
  private boolean isInterface;

  private LinkedClass(ClassWriter writer) {
    super(Opcodes.ASM9, writer);
    this.writer = writer;
  }

  /** The class, and those that its lambdas become, by the names of their files. */
  static Map<String, byte[]> of(byte[] code) {
    LinkedClass linked = new LinkedClass(new ClassWriter(ClassWriter.COMPUTE_MAXS));
    new ClassReader(code).accept(linked, 0);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(linked.name + ".class", linked.writer.toByteArray());
    files.putAll(linked.lambdas);
    return files;
  }

  @Override
  public void visit(
      int version, int access, String name, String generics, String parent, String[] interfaces) {
    this.version = version;
    this.name = name;
    this.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    super.visit(version, access, name, generics, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String type, String generics, String[] exceptions) {
    boolean reached = Lambda.isBody(method) && isStatic(access) && !isInterface;
    return new MethodVisitor(
        Opcodes.ASM9,
        super.visitMethod(
            reached ? access & ~Opcodes.ACC_PRIVATE : access, method, type, generics, exceptions)) {
      @Override
      public void visitInvokeDynamicInsn(
          String called, String site, Handle bootstrap, Object... arguments) {
        String kind = bootstrap.getOwner() + "." + bootstrap.getName();
        if (kind.equals(LAMBDAS)) {
          link(this, new Lambda(called, site, arguments));
        } else if (kind.equals(RECORDS) && called.equals("hashCode")) {
          visitMethodInsn(Opcodes.INVOKESTATIC, name, hashCodeOf(site, arguments), site, false);
        } else if (kind.equals(RECORDS) && called.equals("equals")) {
          visitMethodInsn(Opcodes.INVOKESTATIC, name, equalsOf(site, arguments), site, false);
        } else {
          super.visitInvokeDynamicInsn(called, site, bootstrap, arguments);
        }
      }
    };
  }

  private static boolean isStatic(int access) {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  private MethodVisitor method(String method, String type) {
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    // Methods of interfaces are public or private.
    int reach = isInterface ? Opcodes.ACC_PUBLIC : 0;
    MethodVisitor code = super.visitMethod(access | reach, method, type, null, null);
    code.visitCode();
    return code;
  }

  /** Writes what makes the lambda. */
  private void link(MethodVisitor code, Lambda lambda) {
    int number = lambdas.size();
    String linked = name + "$$Linked" + number;
    Handle body = lambda.body();
    if (isInterface || !body.getOwner().equals(name) || !Lambda.isReached(body)) {
      String reached = "linked$" + number;
      String type = lambda.reachedType();
      lambda.writeReached(method(reached, type));
      body = new Handle(Opcodes.H_INVOKESTATIC, name, reached, type, isInterface);
    }
    lambdas.put(linked + ".class", lambda.classOf(version, linked, body));
    lambda.writeUse(code, linked);
  }

  /** Writes a method; answers its name. */
  private String hashCodeOf(String type, Object[] components) {
    MethodVisitor code = method("linked$hashCode", type);
    code.visitInsn(Opcodes.ICONST_0);
    for (int i = 2; i < components.length; i++) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      Type component = component(code, 0, components[i]);
      Values.call(code, "hashCode", component, 1);
      code.visitInsn(Opcodes.IADD);
    }
    Values.end(code, Opcodes.IRETURN);
    return "linked$hashCode";
  }

  /** Writes a method; answers its name. */
  private String equalsOf(String type, Object[] components) {
    MethodVisitor code = method("linked$equals", type);
    Label unequal = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, name);
    code.visitJumpInsn(Opcodes.IFEQ, unequal);
    for (int i = 2; i < components.length; i++) {
      component(code, 0, components[i]);
      Type component = component(code, 1, components[i]);
      boolean primitive = Values.isPrimitive(component);
      Values.call(code, primitive ? "compare" : "equals", component, 2);
      code.visitJumpInsn(primitive ? Opcodes.IFNE : Opcodes.IFEQ, unequal);
    }
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(unequal);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.ICONST_0);
    Values.end(code, Opcodes.IRETURN);
    return "linked$equals";
  }

  /** Loads a component of the record in a local variable; answers its type. */
  private Type component(MethodVisitor code, int local, Object getter) {
    Handle field = (Handle) getter;
    code.visitVarInsn(Opcodes.ALOAD, local);
    if (local > 0) {
      code.visitTypeInsn(Opcodes.CHECKCAST, name);
    }
    code.visitFieldInsn(Opcodes.GETFIELD, field.getOwner(), field.getName(), field.getDesc());
    return Type.getType(field.getDesc());
  }
}

/** A lambda or a method reference, see {@link java.lang.invoke.LambdaMetafactory}. */
final class Lambda {
  private final String method;
  private final String site;
  private final Type[] captured;
  private final Type type;
  private final Type erased;
  private final Handle body;
  private final Type given;

  /**
   * @param method of the interface
   * @param site what is captured, and the interface
   * @param arguments the method's erased type, the body, and the method's type
   */
  Lambda(String method, String site, Object[] arguments) {
    this.method = method;
    this.site = site;
    this.captured = Type.getArgumentTypes(site);
    this.type = Type.getReturnType(site);
    this.erased = (Type) arguments[0];
    this.body = (Handle) arguments[1];
    this.given = (Type) arguments[2];
  }

  Handle body() {
    return body;
  }

  /** Whether the compiler names the bodies of lambdas so. */
  static boolean isBody(String method) {
    return method.startsWith("lambda$");
  }

  /** Whether a body of a class is one that other classes are made to reach. */
  static boolean isReached(Handle body) {
    return isBody(body.getName()) && body.getTag() == Opcodes.H_INVOKESTATIC;
  }

  private boolean creates() {
    return body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
  }

  /** The type of a static method that does what the body does. */
  String reachedType() {
    List<Type> taken = new ArrayList<>(List.of(Type.getArgumentTypes(body.getDesc())));
    Type owner = Type.getObjectType(body.getOwner());
    if (!creates() && body.getTag() != Opcodes.H_INVOKESTATIC) {
      taken.add(0, owner);
    }
    Type returned = creates() ? owner : Type.getReturnType(body.getDesc());
    return Type.getMethodDescriptor(returned, taken.toArray(Type[]::new));
  }

  /** Writes that method: the class with the call site may call what others may not. */
  void writeReached(MethodVisitor code) {
    Type[] taken = Type.getArgumentTypes(reachedType());
    if (creates()) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    Values.load(code, 0, taken);
    int instruction =
        switch (body.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          default -> Opcodes.INVOKESPECIAL;
        };
    code.visitMethodInsn(
        instruction, body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    Type returned = creates() ? type : Type.getReturnType(body.getDesc());
    Values.end(code, returned.getOpcode(Opcodes.IRETURN));
  }

  /** Writes what is in the place of the call site. */
  void writeUse(MethodVisitor code, String linked) {
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, linked, "INSTANCE", type.getDescriptor());
    } else {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, linked, "of", site, false);
    }
  }

  /** The class of this lambda. */
  byte[] classOf(int version, String name, Handle reached) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    String[] interfaces = {type.getInternalName()};
    writer.visit(version, access, name, null, "java/lang/Object", interfaces);
    writeConstructor(writer, name);
    if (captured.length == 0) {
      int constant = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
      writer.visitField(constant, "INSTANCE", type.getDescriptor(), null, null);
      MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      writeNew(code, name);
      code.visitFieldInsn(Opcodes.PUTSTATIC, name, "INSTANCE", type.getDescriptor());
      Values.end(code, Opcodes.RETURN);
    } else {
      MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "of", site, null, null);
      writeNew(code, name);
      Values.end(code, Opcodes.ARETURN);
    }
    writeMethod(writer, name, reached);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeConstructor(ClassWriter writer, String name) {
    String takes = Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", takes, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    int local = 1;
    for (int i = 0; i < captured.length; i++) {
      String field = captured[i].getDescriptor();
      writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "captured" + i, field, null, null);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, "captured" + i, field);
      local += captured[i].getSize();
    }
    Values.end(code, Opcodes.RETURN);
  }

  private void writeNew(MethodVisitor code, String name) {
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    Values.load(code, 0, captured);
    String takes = Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", takes, false);
  }

  private void writeMethod(ClassWriter writer, String name, Handle reached) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
    code.visitCode();
    Type[] wanted = Type.getArgumentTypes(reached.getDesc());
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, "captured" + i, captured[i].getDescriptor());
      Values.convert(code, captured[i], captured[i], wanted[i]);
    }
    int local = 1;
    for (int i = 0; i < erased.getArgumentTypes().length; i++) {
      Type argument = erased.getArgumentTypes()[i];
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
      local += argument.getSize();
      Values.convert(code, argument, given.getArgumentTypes()[i], wanted[captured.length + i]);
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        reached.getOwner(),
        reached.getName(),
        reached.getDesc(),
        reached.isInterface());
    Type got = Type.getReturnType(reached.getDesc());
    Type returned = erased.getReturnType();
    if (returned.getSort() == Type.VOID) {
      Values.drop(code, got);
    } else {
      Values.convert(code, got, got, given.getReturnType());
      Values.convert(code, given.getReturnType(), given.getReturnType(), returned);
    }
    Values.end(code, returned.getOpcode(Opcodes.IRETURN));
  }
}

/** Instructions for values of any type. */
final class Values {
  private static final List<Type> PRIMITIVES =
      List.of(
          Type.BOOLEAN_TYPE,
          Type.BYTE_TYPE,
          Type.CHAR_TYPE,
          Type.DOUBLE_TYPE,
          Type.FLOAT_TYPE,
          Type.INT_TYPE,
          Type.LONG_TYPE,
          Type.SHORT_TYPE);
  private static final List<String> WRAPPERS =
      List.of("Boolean", "Byte", "Character", "Double", "Float", "Integer", "Long", "Short");

  private Values() {}

  static boolean isPrimitive(Type type) {
    return PRIMITIVES.contains(type);
  }

  private static Type wrapper(Type primitive) {
    return Type.getObjectType("java/lang/" + WRAPPERS.get(PRIMITIVES.indexOf(primitive)));
  }

  /** Loads the parameters of a method. */
  static void load(MethodVisitor code, int first, Type[] types) {
    int local = first;
    for (Type type : types) {
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      local += type.getSize();
    }
  }

  static void drop(MethodVisitor code, Type type) {
    if (type.getSize() > 0) {
      code.visitInsn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  static void end(MethodVisitor code, int instruction) {
    code.visitInsn(instruction);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Calls {@code hashCode}, {@code equals} or {@code compare}, of Objects or of a wrapper. */
  static void call(MethodVisitor code, String method, Type type, int values) {
    Type taken = isPrimitive(type) ? type : Type.getType(Object.class);
    Type[] all = new Type[values];
    Arrays.fill(all, taken);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        isPrimitive(type) ? wrapper(type).getInternalName() : "java/util/Objects",
        method,
        Type.getMethodDescriptor(method.equals("equals") ? Type.BOOLEAN_TYPE : Type.INT_TYPE, all),
        false);
  }

  /**
   * Converts as a lambda does.
   *
   * @param from the type of what is on the stack
   * @param known the type that it is known to have besides
   * @param to the type that is wanted
   */
  static void convert(MethodVisitor code, Type from, Type known, Type to) {
    if (isPrimitive(from)) {
      Type widened = isPrimitive(to) ? to : from;
      widen(code, from, widened);
      if (!isPrimitive(to)) {
        String box = Type.getMethodDescriptor(wrapper(from), from);
        String wrapper = wrapper(from).getInternalName();
        code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", box, false);
      }
    } else if (isPrimitive(to)) {
      int place = WRAPPERS.indexOf(known.getClassName().replace("java.lang.", ""));
      Type primitive = place < 0 ? to : PRIMITIVES.get(place);
      cast(code, from, wrapper(primitive));
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          wrapper(primitive).getInternalName(),
          primitive.getClassName() + "Value",
          Type.getMethodDescriptor(primitive),
          false);
      widen(code, primitive, to);
    } else {
      cast(code, from, known);
      cast(code, known, to);
    }
  }

  private static void cast(MethodVisitor code, Type from, Type to) {
    if (!from.equals(to) && !to.equals(Type.getType(Object.class))) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private static void widen(MethodVisitor code, Type from, Type to) {
    if (from.equals(to) || to.equals(Type.INT_TYPE) || to.equals(Type.SHORT_TYPE)) {
      return;
    }
    boolean isLong = from.equals(Type.LONG_TYPE);
    boolean isFloat = from.equals(Type.FLOAT_TYPE);
    if (to.equals(Type.LONG_TYPE)) {
      code.visitInsn(Opcodes.I2L);
    } else if (to.equals(Type.FLOAT_TYPE)) {
      code.visitInsn(isLong ? Opcodes.L2F : Opcodes.I2F);
    } else {
      code.visitInsn(isLong ? Opcodes.L2D : isFloat ? Opcodes.F2D : Opcodes.I2D);
    }
  }
}
