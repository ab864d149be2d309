package io.github.llamacloud.jdbc.packaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A program with lambdas, method references and records of all kinds, which prints what they do.
 */
@SuppressWarnings({"UnnecessaryLambda", "UnnecessaryMethodReference"})
final class LambdaSample extends LambdaSampleParent implements LambdaSampleDefaults {
  private final String name;

  private LambdaSample(String name) {
    this.name = name;
  }

  /** All types of components. */
  private record All(
      boolean z, byte b, char c, double d, float f, int i, long j, short s, @Nullable Object o) {}

  private record None() {}

  private record Pair<A, B>(A first, B second) {}

  /** May be serialized. */
  private interface Written<T> extends Supplier<T>, Serializable {}

  private interface OfAll {
    String of(boolean z, byte b, char c, double d, float f, int i, long j, short s, Object o);
  }

  private static final List<Supplier<String>> OF_CLASS =
      List.of(() -> "of the class", LambdaSample::fixed);

  private enum Operation {
    PLUS((a, b) -> a + b),
    MAX(Math::max);

    private final DoubleBinaryOperator operator;

    Operation(DoubleBinaryOperator operator) {
      this.operator = operator;
    }
  }

  private static void print(Object value) {
    System.out.println(value);
  }

  private static long twice(long value) {
    return 2 * value;
  }

  private static Integer boxed(int value) {
    return value + 1000;
  }

  private static String fixed() {
    return "fixed";
  }

  private static String joined(String... texts) {
    return String.join("+", texts);
  }

  private String named(String text) {
    return name + text;
  }

  @Override
  protected String greeting() {
    Supplier<String> parents = super::greeting;
    return "not " + parents.get();
  }

  private void instance() {
    Supplier<String> mine = () -> name;
    UnaryOperator<String> ofThis = this::named;
    Function<LambdaSample, String> unbound = LambdaSample::greeting;
    Supplier<Supplier<String>> nested = () -> () -> name + greeting();
    print(mine.get() + ofThis.apply("!") + unbound.apply(this) + nested.get().get());
    print(defaulted("d") + LambdaSampleDefaults.fixed().get());
  }

  private static void captured(int i, long j, double d, String text, float f, byte b) {
    Function<Object, String> all = o -> i + ":" + j + ":" + d + text + f + b + o;
    Runnable later = () -> print(all.apply(i) + all.apply(text));
    later.run();
    BiFunction<Long, Double, String> two = (x, y) -> x + j + "," + (y + d);
    print(two.apply(1L, 0.5));
  }

  private static void converted() {
    Function<Integer, Integer> unboxed = x -> x + 1;
    IntUnaryOperator primitive = x -> -x;
    IntToLongFunction widened = LambdaSample::twice;
    ToLongFunction<Integer> unboxedAndWidened = LambdaSample::twice;
    ToDoubleFunction<Integer> widenedResult = LambdaSample::twice;
    ToLongFunction<String> ofGeneric = Map.of("k", 9)::get;
    ToDoubleFunction<String> ofFloats = Map.of("k", 9.5f)::get;
    ToIntFunction<Character> ofChar = c -> c;
    ToDoubleFunction<Byte> ofByte = b -> b;
    LongFunction<Object> boxedArgument = Long::valueOf;
    IntFunction<Number> boxedResult = LambdaSample::boxed;
    IntUnaryOperator unboxedResult = LambdaSample::boxed;
    Consumer<String> dropped = new ArrayList<String>()::add;
    Consumer<Long> droppedLong = LambdaSample::twice;
    dropped.accept("x");
    droppedLong.accept(1L);
    print(unboxed.apply(1) + primitive.applyAsInt(2) + widened.applyAsLong(3));
    print(unboxedAndWidened.applyAsLong(4) + widenedResult.applyAsDouble(5));
    print(ofGeneric.applyAsLong("k") + ofFloats.applyAsDouble("k"));
    print(ofChar.applyAsInt('c') + ofByte.applyAsDouble((byte) -3));
    print(boxedArgument.apply(6) + " " + boxedResult.apply(7) + unboxedResult.applyAsInt(8));
    OfAll all = (z, b, c, d, f, i, j, s, o) -> "" + z + b + c + d + f + i + j + s + o;
    print(all.of(true, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) 5, "o"));
  }

  private static void created() throws Exception {
    Function<String, LambdaSample> ofOwn = LambdaSample::new;
    Supplier<List<String>> list = ArrayList::new;
    IntFunction<long[]> array = long[]::new;
    Function<int[], Object> copied = int[]::clone;
    Callable<?> none = None::new;
    BiFunction<String, Integer, Pair<String, Integer>> pair = Pair::new;
    print(ofOwn.apply("own").name + list.get() + array.apply(3).length);
    Pair<String, Integer> made = pair.apply("a", 1);
    print(((int[]) copied.apply(new int[] {1, 2})).length + made.first() + made.second());
    print(none.call().equals(new None()));
  }

  private static void referred() {
    Function<String, String> upper = s -> s.toUpperCase(Locale.ROOT);
    BinaryOperator<String> varargs = LambdaSample::joined;
    Predicate<String> bound = "text"::equals;
    Function<List<String>, Integer> ofInterface = List::size;
    ToIntFunction<CharSequence> length = CharSequence::length;
    print(upper.andThen(String::length).apply("abc") + varargs.apply("a", "b"));
    print(bound.test("text") + " " + ofInterface.apply(List.of("x")) + length.applyAsInt("four"));
    for (Supplier<String> ofClass : OF_CLASS) {
      print(ofClass.get());
    }
    Set<Runnable> constants = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 3; i++) {
      constants.add(() -> {});
    }
    print(constants.size());
    for (Operation operation : Operation.values()) {
      print(operation + " " + operation.operator.applyAsDouble(2, 3));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Function<Object, Object> raw = (Function) upper;
    try {
      print(raw.apply(1));
    } catch (ClassCastException e) {
      print("a number is no text");
    }
    try {
      Supplier<String> ofNull = absent()::toString;
      print(ofNull.get());
    } catch (NullPointerException e) {
      print("null has no methods");
    }
    try {
      ToIntFunction<Integer> ofNull = LambdaSample::boxed;
      print(ofNull.applyAsInt((Integer) absent()));
    } catch (NullPointerException e) {
      print("null is no number");
    }
    // A supplier that lies: what it returns is looked at where it is used.
    @SuppressWarnings({"unchecked", "rawtypes"})
    Supplier<String> lying = ((Supplier<String>) (Supplier) () -> 1)::get;
    Object number = lying.get();
    print(number);
  }

  private static void written() throws IOException, ClassNotFoundException {
    int captured = 5;
    Supplier<String> plain = () -> "plain" + captured;
    Written<String> written = () -> "written" + captured;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(written);
    }
    byte[] all = bytes.toByteArray();
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(all))) {
      print(plain.get() + ((Written<?>) in.readObject()).get());
    }
  }

  private static @Nullable Object absent() {
    return null;
  }

  private static void compared() {
    List<All> all =
        List.of(
            new All(true, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) 5, new String("o")),
            new All(false, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 2, 'c', 1.5, 2.5f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'd', 1.5, 2.5f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', Double.NaN, 2.5f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', Double.NaN, 2.5f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', 0.0, -0.0f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', -0.0, 0.0f, 3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', 1.5, 2.5f, -3, 4L, (short) 5, "o"),
            new All(true, (byte) 1, 'c', 1.5, 2.5f, 3, 1L << 40, (short) 5, "o"),
            new All(true, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) -5, "o"),
            new All(true, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) 5, null),
            new All(true, (byte) 1, 'c', 1.5, 2.5f, 3, 4L, (short) 5, null));
    for (All one : all) {
      StringBuilder line = new StringBuilder().append(one.hashCode());
      all.forEach(other -> line.append(one.equals(other) ? '=' : '#'));
      print(line.append(one.equals(absent())).append(one.equals((Object) "o")));
    }
    print(new None().hashCode() + " " + new None().equals(new None()));
    print(new Pair<>("a", Arrays.asList(1, null)).hashCode());
    int[] array = {1};
    print(new Pair<>(array, 1).equals(new Pair<>(array, 1)));
    print(new Pair<>(array, 1).equals(new Pair<>(array.clone(), 1)));
  }

  /** Prints the same, however its call sites are linked. */
  public static void main(String[] arguments) throws Exception {
    new LambdaSample("sample").instance();
    captured(1, 1L << 40, 0.25, "t", 1.5f, (byte) -1);
    converted();
    created();
    referred();
    written();
    compared();
  }
}

/** What it inherits. */
abstract class LambdaSampleParent {
  protected String greeting() {
    return "parent";
  }
}

/** Lambdas of an interface. */
interface LambdaSampleDefaults {
  default Object defaulted(String text) {
    Supplier<String> mine = () -> own(text);
    return mine.get();
  }

  private String own(String text) {
    UnaryOperator<String> ofThis = this::doubled;
    return ofThis.apply(text);
  }

  private String doubled(String text) {
    return text + text;
  }

  static Supplier<String> fixed() {
    return () -> "fixed";
  }
}
