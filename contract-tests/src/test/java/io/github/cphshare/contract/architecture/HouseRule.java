package io.github.cphshare.contract.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What each module may use, as its classes show it. A module is a package below the root. */
enum HouseRule {
    /** Nothing of ours, and no JSON library but Moshi. */
    GENERATED_CLIENT_USES_ITS_LIBRARIES_ONLY(root -> classes()
            .that()
            .resideInAPackage(root + ".generated..")
            .should()
            .onlyDependOnClassesThat(
                    javaBase().or(resideInAnyPackage(concat(Libraries.OF_THE_CLIENT, root + ".generated.."))))),

    /** Neither simulator nor CLI, and no library that a user would not expect. */
    CLIENT_USES_THE_GENERATED_CLIENT_AND_ITS_LIBRARIES_ONLY(root -> classes()
            .that()
            .resideInAPackage(root + ".client..")
            .should()
            .onlyDependOnClassesThat(javaBase()
                    .or(resideInAnyPackage(
                            concat(Libraries.OF_THE_CLIENT, root + ".client..", root + ".generated.."))))),

    /** It is a second reading of the contract: with a class of the client it would share the client's errors. */
    SIMULATOR_USES_NEITHER_CLIENT_NOR_CLI(root -> noClasses()
            .that()
            .resideInAPackage(root + ".simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(root + ".client..", root + ".generated..", root + ".cli..")),

    /** What is on the wire is the client's affair. */
    CLI_DOES_NOT_SEE_WIRE_TYPES(root -> noClasses()
            .that()
            .resideInAPackage(root + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".generated.*..")),

    NOTHING_USES_THE_CONTRACT_TESTS(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".contract..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".contract..")),

    PACKAGES_ARE_FREE_OF_CYCLES(
            root -> slices().matching(root + ".(**)").should().beFreeOfCycles()),

    PUBLIC_CLASSES_ARE_IN_PUBLISHED_PACKAGES(root -> classes()
            .that()
            .arePublic()
            .should()
            .resideInAnyPackage(Stream.of(
                            ".generated",
                            ".generated.api",
                            ".generated.constraint",
                            ".generated.json",
                            ".generated.model",
                            ".client",
                            ".client.auth",
                            ".client.error",
                            ".client.tar",
                            ".client.validation",
                            ".simulator",
                            ".simulator.junit",
                            ".cli")
                    .map(root::concat)
                    .toArray(String[]::new))),

    /** What a person reads comes from the CLI; a library that prints speaks to no one. */
    ONLY_PROGRAMS_PRINT(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".cli..")
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should(ACCESS_STANDARD_STREAMS)),

    /** That is a module which a user may have left out; the CLI may use it to quieten others. */
    LIBRARIES_DO_NOT_USE_JAVA_UTIL_LOGGING(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging.."));

    private final Function<String, ArchRule> rule;

    HouseRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    ArchRule in(String root) {
        return rule.apply(root);
    }

    /** The platform without its optional modules; a few of its packages begin with javax. */
    private static DescribedPredicate<JavaClass> javaBase() {
        Set<String> packages = Object.class.getModule().getPackages();
        return DescribedPredicate.describe(
                "are of java.base",
                type -> type.getBaseComponentType().isPrimitive() || packages.contains(type.getPackageName()));
    }

    private static String[] concat(String[] first, String... second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
    }

    /** Apart, since an enum's own constants can't be used while it is made. */
    private static final class Libraries {
        static final String[] OF_THE_CLIENT = {
            "retrofit2..", "okhttp3..", "okio..", "com.squareup.moshi..", "org.jspecify.annotations.."
        };
    }
}
