package io.github.cphshare.contract.published;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What of a newer jar breaks those who were compiled against the older one. */
final class BinaryComparison {

    private BinaryComparison() {}

    /** One line a break: japicmp's word for it, and where it is. */
    static Set<String> breaks(byte[] older, byte[] newer) {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        options.setAccessModifier(AccessModifier.PROTECTED);
        // What the signatures name of other jars has its own versions.
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        Set<String> breaks = new TreeSet<>();
        new JarArchiveComparator(options)
                .compare(new JApiCmpArchive(older, "older", "older"), new JApiCmpArchive(newer, "newer", "newer"))
                .forEach(type -> collect(type, breaks));
        return breaks;
    }

    private static void collect(JApiClass type, Set<String> breaks) {
        String name = type.getFullyQualifiedName();
        add(name, type, breaks);
        if (type.getChangeStatus() == JApiChangeStatus.REMOVED) {
            return; // with all that was in it
        }
        add(name + " extends", type.getSuperclass(), breaks);
        type.getInterfaces().forEach(one -> add(name + " implements " + one.getFullyQualifiedName(), one, breaks));
        type.getFields().forEach(one -> add(name + "#" + one.getName(), one, breaks));
        Stream.concat(type.getConstructors().stream(), type.getMethods().stream())
                .forEach(one -> add(
                        name + "#" + one.getName() + "("
                                + String.join(
                                        ",",
                                        one.getParameters().stream()
                                                .map(parameter -> parameter.getType())
                                                .toList())
                                + ")",
                        one,
                        breaks));
    }

    private static void add(String where, JApiCompatibility element, Set<String> breaks) {
        element.getCompatibilityChanges().stream()
                .filter(change -> !change.isBinaryCompatible())
                .forEach(change -> breaks.add(change.getType() + " " + where));
    }
}
