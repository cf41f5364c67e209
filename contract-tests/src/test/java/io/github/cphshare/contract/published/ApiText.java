package io.github.cphshare.contract.published;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public API of classes as text that people compare: a line a class, under it a line a member, without packages. */
final class ApiText {

    private ApiText() {}

    static String of(List<Class<?>> classes) {
        return classes.stream().map(ApiText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Class<?> type) {
        String superclass =
                type.isInterface() || type.isRecord() || type.isEnum() || type.getSuperclass() == Object.class
                        ? ""
                        : " extends " + type.getGenericSuperclass().getTypeName();
        String interfaces = Stream.of(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .sorted()
                .collect(Collectors.joining(", "));
        // Newer JDKs tell of sealed types and Java 17 does not: here neither does.
        String head = type.toGenericString()
                        .replaceFirst("\\b(?:non-)?sealed ", "")
                        .replace(type.getName(), "") // its name stands in full on the line above
                + simple(type.getName())
                + superclass
                + (interfaces.isEmpty() ? "" : (type.isInterface() ? " extends " : " implements ") + interfaces);
        return type.getName() + "\n  " + simple(head).replaceAll(" {2,}", " ") + "\n"
                + members(type).map(line -> "    " + line + "\n").collect(Collectors.joining());
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields =
                Stream.of(type.getDeclaredFields()).filter(ApiText::isSeen).map(Field::toGenericString);
        Stream<String> constructors = Stream.of(type.getDeclaredConstructors())
                .filter(ApiText::isSeen)
                .map(Constructor::toGenericString);
        Stream<String> methods =
                Stream.of(type.getDeclaredMethods()).filter(ApiText::isSeen).map(Method::toGenericString);
        return Stream.of(fields, constructors, methods)
                .flatMap(lines -> lines.map(line -> simple(line.replace(type.getName() + ".", "")))
                        .sorted());
    }

    private static boolean isSeen(Member member) {
        boolean visible = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
        boolean bridge = member instanceof Executable executable && executable.isSynthetic();
        return visible && !member.isSynthetic() && !bridge;
    }

    private static String simple(String text) {
        return text.replaceAll("\\b(?:[a-z][a-z0-9]*\\.)+(?=[A-Z])", "").replaceAll("\\b\\w+\\$", "");
    }
}
