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
 * Run by the build on the jar with everything. A lambda, a method reference, and {@code equals} and
 * {@code hashCode} of a record are call sites ({@code invokedynamic}) that a JVM links when it
 * first comes to them: it makes a class for each, and what makes these classes is not compiled yet
 * at a start. So the call sites of the classes that a first statement needs are linked here
 * ("desugared"): each lambda becomes a class, and what compares records becomes methods. Call sites
 * of other kinds, and lambdas that may be serialized, are left as they are.
 */
final class CallSites {
  private static final String CLASS = ".class";
  private static final String OWN = "io/github/llamacloud/jdbc/";
  private static final String MOVED = OWN + "shaded/";
  private static final List<String> LISTS =
      List.of(OWN + "sql/statement-classes.txt", OWN + "sql/planned-classes.txt");

  /** Loaded by the first request, so in no list. */
  private static final List<String> HTTP_CLIENT =
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
          .map(name -> name.replace('.', '/') + CLASS)
          .map(file -> file.startsWith(OWN) ? file : MOVED + file)
          .forEach(listed::add);
    }
    for (ZipEntry entry : Collections.list(in.entries())) {
      String name = entry.getName();
      byte[] content = in.getInputStream(entry).readAllBytes();
      Map<String, byte[]> files =
          isNeededAtStart(name) ? LinkedClass.of(content) : Map.of(name, content);
      for (Map.Entry<String, byte[]> written : files.entrySet()) {
        ZipEntry copy = new ZipEntry(written.getKey());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        out.write(written.getValue());
        out.closeEntry();
      }
    }
  }

  private boolean isNeededAtStart(String file) {
    return file.endsWith(CLASS)
        && (listed.contains(file)
            || file.startsWith(OWN) && !file.startsWith(MOVED)
            || HTTP_CLIENT.stream().anyMatch(file::startsWith));
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
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    this.version = version;
    this.name = name;
    this.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] exceptions) {
    boolean opened = isOpened(method, (access & Opcodes.ACC_STATIC) != 0);
    return new MethodVisitor(
        Opcodes.ASM9,
        super.visitMethod(
            opened ? access & ~Opcodes.ACC_PRIVATE : access,
            method,
            descriptor,
            signature,
            exceptions)) {
      @Override
      public void visitInvokeDynamicInsn(
          String called, String site, Handle bootstrap, Object... arguments) {
        String kind = bootstrap.getOwner() + "." + bootstrap.getName();
        if (kind.equals(LAMBDAS)) {
          link(this, new Lambda(called, site, arguments));
        } else if (kind.equals(RECORDS) && called.equals("hashCode")) {
          writeHashCode(site, arguments);
          visitMethodInsn(Opcodes.INVOKESTATIC, name, "linked$hashCode", site, false);
        } else if (kind.equals(RECORDS) && called.equals("equals")) {
          writeEquals(site, arguments);
          visitMethodInsn(Opcodes.INVOKESTATIC, name, "linked$equals", site, false);
        } else {
          super.visitInvokeDynamicInsn(called, site, bootstrap, arguments);
        }
      }
    };
  }

  /** Whether a method is a lambda's body, as javac names it, that is not private any more. */
  private boolean isOpened(String method, boolean isStatic) {
    return method.startsWith("lambda$") && isStatic && !isInterface;
  }

  private MethodVisitor newMethod(String method, String descriptor) {
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    // Methods of interfaces are public or private.
    int visibility = isInterface ? Opcodes.ACC_PUBLIC : 0;
    MethodVisitor code = super.visitMethod(access | visibility, method, descriptor, null, null);
    code.visitCode();
    return code;
  }

  /** Writes the class of a lambda, and what makes an instance of it. */
  private void link(MethodVisitor code, Lambda lambda) {
    int number = lambdas.size();
    String linked = name + "$$Linked" + number;
    Handle called = lambda.implementation();
    boolean isStatic = called.getTag() == Opcodes.H_INVOKESTATIC;
    if (!called.getOwner().equals(name) || !isOpened(called.getName(), isStatic)) {
      String accessor = "linked$" + number;
      String descriptor = lambda.accessorDescriptor();
      lambda.writeAccessor(newMethod(accessor, descriptor));
      called = new Handle(Opcodes.H_INVOKESTATIC, name, accessor, descriptor, isInterface);
    }
    lambdas.put(linked + ".class", lambda.classOf(version, linked, called));
    lambda.writeUse(code, linked);
  }

  /**
   * Writes a record's {@code hashCode}, as {@link java.lang.runtime.ObjectMethods} makes it.
   *
   * @param arguments the class, the names of its components, and their getters
   */
  private void writeHashCode(String descriptor, Object[] arguments) {
    MethodVisitor code = newMethod("linked$hashCode", descriptor);
    code.visitInsn(Opcodes.ICONST_0);
    for (int i = 2; i < arguments.length; i++) {
      code.visitIntInsn(Opcodes.BIPUSH, 31);
      code.visitInsn(Opcodes.IMUL);
      Type component = loadComponent(code, 0, arguments[i]);
      Values.call(code, "hashCode", component, 1);
      code.visitInsn(Opcodes.IADD);
    }
    Values.end(code, Opcodes.IRETURN);
  }

  /**
   * Writes a record's {@code equals}, as {@link java.lang.runtime.ObjectMethods} makes it.
   *
   * @param arguments the class, the names of its components, and their getters
   */
  private void writeEquals(String descriptor, Object[] arguments) {
    MethodVisitor code = newMethod("linked$equals", descriptor);
    Label equal = new Label();
    Label unequal = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitJumpInsn(Opcodes.IF_ACMPEQ, equal);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.INSTANCEOF, name);
    code.visitJumpInsn(Opcodes.IFEQ, unequal);
    for (int i = 2; i < arguments.length; i++) {
      loadComponent(code, 0, arguments[i]);
      Type component = loadComponent(code, 1, arguments[i]);
      boolean primitive = Values.isPrimitive(component);
      Values.call(code, primitive ? "compare" : "equals", component, 2);
      code.visitJumpInsn(primitive ? Opcodes.IFNE : Opcodes.IFEQ, unequal);
    }
    code.visitLabel(equal);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.IRETURN);
    code.visitLabel(unequal);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.ICONST_0);
    Values.end(code, Opcodes.IRETURN);
  }

  /** Loads a component of the record in a local variable; answers its type. */
  private Type loadComponent(MethodVisitor code, int local, Object getter) {
    Handle field = (Handle) getter;
    code.visitVarInsn(Opcodes.ALOAD, local);
    if (local > 0) {
      code.visitTypeInsn(Opcodes.CHECKCAST, name);
    }
    code.visitFieldInsn(Opcodes.GETFIELD, field.getOwner(), field.getName(), field.getDesc());
    return Type.getType(field.getDesc());
  }
}

/** A lambda or a method reference, in the terms of {@link java.lang.invoke.LambdaMetafactory}. */
final class Lambda {
  private final String interfaceMethod;
  private final String factory;
  private final Type[] captured;
  private final Type type;
  private final Type interfaceType;
  private final Handle implementation;
  private final Type dynamicType;

  /**
   * @param interfaceMethod the name of the interface's method
   * @param factory what is captured, and the interface
   * @param arguments the method's type, its implementation, and the type it has here
   */
  Lambda(String interfaceMethod, String factory, Object[] arguments) {
    this.interfaceMethod = interfaceMethod;
    this.factory = factory;
    this.captured = Type.getArgumentTypes(factory);
    this.type = Type.getReturnType(factory);
    this.interfaceType = (Type) arguments[0];
    this.implementation = (Handle) arguments[1];
    this.dynamicType = (Type) arguments[2];
  }

  Handle implementation() {
    return implementation;
  }

  private boolean isConstructor() {
    return implementation.getTag() == Opcodes.H_NEWINVOKESPECIAL;
  }

  /** The type of a static method that calls the implementation. */
  String accessorDescriptor() {
    List<Type> taken = new ArrayList<>(List.of(Type.getArgumentTypes(implementation.getDesc())));
    Type owner = Type.getObjectType(implementation.getOwner());
    if (!isConstructor() && implementation.getTag() != Opcodes.H_INVOKESTATIC) {
      taken.add(0, owner);
    }
    Type returned = isConstructor() ? owner : Type.getReturnType(implementation.getDesc());
    return Type.getMethodDescriptor(returned, taken.toArray(Type[]::new));
  }

  /** Writes that method: the class with the call site may call what the lambda's class may not. */
  void writeAccessor(MethodVisitor code) {
    if (isConstructor()) {
      code.visitTypeInsn(Opcodes.NEW, implementation.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    Values.load(code, Type.getArgumentTypes(accessorDescriptor()));
    int instruction =
        switch (implementation.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          default -> Opcodes.INVOKESPECIAL;
        };
    code.visitMethodInsn(
        instruction,
        implementation.getOwner(),
        implementation.getName(),
        implementation.getDesc(),
        implementation.isInterface());
    Values.end(code, Type.getReturnType(accessorDescriptor()).getOpcode(Opcodes.IRETURN));
  }

  /** Writes what is in the place of the call site. */
  void writeUse(MethodVisitor code, String linked) {
    if (captured.length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, linked, "INSTANCE", type.getDescriptor());
    } else {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, linked, "linked$of", factory, false);
    }
  }

  /**
   * The class of this lambda.
   *
   * @param called a static method that calls the implementation, or is it
   */
  byte[] classOf(int version, String name, Handle called) {
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
      MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "linked$of", factory, null, null);
      writeNew(code, name);
      Values.end(code, Opcodes.ARETURN);
    }
    writeInterfaceMethod(writer, name, called);
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
    Values.load(code, captured);
    String takes = Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", takes, false);
  }

  private void writeInterfaceMethod(ClassWriter writer, String name, Handle called) {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC, interfaceMethod, interfaceType.getDescriptor(), null, null);
    code.visitCode();
    Type[] wanted = Type.getArgumentTypes(called.getDesc());
    for (int i = 0; i < captured.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, "captured" + i, captured[i].getDescriptor());
      Values.convert(code, captured[i], captured[i], wanted[i]);
    }
    Type[] given = interfaceType.getArgumentTypes();
    int local = 1;
    for (int i = 0; i < given.length; i++) {
      code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
      local += given[i].getSize();
      Values.convert(
          code, given[i], dynamicType.getArgumentTypes()[i], wanted[captured.length + i]);
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        called.getOwner(),
        called.getName(),
        called.getDesc(),
        called.isInterface());
    Type got = Type.getReturnType(called.getDesc());
    Type returned = interfaceType.getReturnType();
    if (returned.equals(Type.VOID_TYPE)) {
      Values.drop(code, got);
    } else {
      Values.convert(code, got, got, returned);
    }
    Values.end(code, returned.getOpcode(Opcodes.IRETURN));
  }
}

/** Instructions for values of any type. */
final class Values {
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Map<Type, String> WRAPPERS =
      Map.of(
          Type.BOOLEAN_TYPE, "java/lang/Boolean",
          Type.BYTE_TYPE, "java/lang/Byte",
          Type.CHAR_TYPE, "java/lang/Character",
          Type.DOUBLE_TYPE, "java/lang/Double",
          Type.FLOAT_TYPE, "java/lang/Float",
          Type.INT_TYPE, "java/lang/Integer",
          Type.LONG_TYPE, "java/lang/Long",
          Type.SHORT_TYPE, "java/lang/Short");

  /** From and to: what is an int on the stack, float, long, double. */
  private static final int[][] WIDENED = {
    {Opcodes.NOP, Opcodes.I2F, Opcodes.I2L, Opcodes.I2D},
    {-1, Opcodes.NOP, -1, Opcodes.F2D},
    {-1, Opcodes.L2F, Opcodes.NOP, Opcodes.L2D},
    {-1, -1, -1, Opcodes.NOP}
  };

  private Values() {}

  static boolean isPrimitive(Type type) {
    return WRAPPERS.containsKey(type);
  }

  /** Loads the parameters of a static method. */
  static void load(MethodVisitor code, Type[] types) {
    int local = 0;
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
    Type[] taken = new Type[values];
    Arrays.fill(taken, isPrimitive(type) ? type : OBJECT);
    Type returned = method.equals("equals") ? Type.BOOLEAN_TYPE : Type.INT_TYPE;
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        WRAPPERS.getOrDefault(type, "java/util/Objects"),
        method,
        Type.getMethodDescriptor(returned, taken),
        false);
  }

  /**
   * Converts what is on the stack as {@link java.lang.invoke.LambdaMetafactory} does.
   *
   * @param from its type
   * @param dynamic a type that it has besides, at this call site
   * @param to the type that is wanted
   */
  static void convert(MethodVisitor code, Type from, Type dynamic, Type to) {
    if (isPrimitive(from) && isPrimitive(to)) {
      widen(code, from, to);
    } else if (isPrimitive(from)) {
      String wrapper = WRAPPERS.get(from);
      String descriptor = Type.getMethodDescriptor(Type.getObjectType(wrapper), from);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", descriptor, false);
    } else if (isPrimitive(to)) {
      unbox(code, from, dynamic, to);
    } else {
      cast(code, from, dynamic);
      cast(code, dynamic, to);
    }
  }

  private static void unbox(MethodVisitor code, Type from, Type dynamic, Type to) {
    Type primitive = to;
    String wrapper = "java/lang/Number";
    if (to.equals(Type.BOOLEAN_TYPE) || to.equals(Type.CHAR_TYPE)) {
      wrapper = WRAPPERS.get(to);
    }
    for (Map.Entry<Type, String> entry : WRAPPERS.entrySet()) {
      if (dynamic.getInternalName().equals(entry.getValue())) {
        primitive = entry.getKey();
        wrapper = entry.getValue();
      }
    }
    cast(code, from, Type.getObjectType(wrapper));
    String method = primitive.getClassName() + "Value";
    String descriptor = Type.getMethodDescriptor(primitive);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper, method, descriptor, false);
    widen(code, primitive, to);
  }

  private static void cast(MethodVisitor code, Type from, Type to) {
    if (!from.equals(to) && !to.equals(OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  private static void widen(MethodVisitor code, Type from, Type to) {
    int instruction = from.equals(to) ? Opcodes.NOP : WIDENED[place(from)][place(to)];
    if (instruction < 0) {
      throw new IllegalArgumentException("no lambda makes a " + to + " of a " + from);
    }
    if (instruction != Opcodes.NOP) {
      code.visitInsn(instruction);
    }
  }

  private static int place(Type primitive) {
    return Math.max(0, primitive.getSort() - Type.INT);
  }
}
