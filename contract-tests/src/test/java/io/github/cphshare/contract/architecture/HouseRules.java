package io.github.cphshare.contract.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What each module may use, as its classes show it. A module is a package below the root. */
record HouseRules(String root) {
    List<ArchRule> all() {
        return List.of(
                generatedClientUsesItsLibrariesOnly(),
                clientUsesTheGeneratedClientAndItsLibrariesOnly(),
                simulatorUsesNeitherClientNorCli(),
                cliDoesNotSeeWireTypes(),
                nothingUsesTheContractTests(),
                packagesAreFreeOfCycles(),
                publicClassesAreInPublishedPackages(),
                onlyProgramsPrint(),
                librariesDoNotUseJavaUtilLogging());
    }

    private ArchRule generatedClientUsesItsLibrariesOnly() {
        return classes()
                .that()
                .resideInAPackage(in("generated.."))
                .should()
                .onlyDependOnClassesThat(librariesOfTheClient().or(resideInAnyPackage(in("generated.."))))
                .as("the generated client uses its libraries only");
    }

    private ArchRule clientUsesTheGeneratedClientAndItsLibrariesOnly() {
        return classes()
                .that()
                .resideInAPackage(in("client.."))
                .should()
                .onlyDependOnClassesThat(
                        librariesOfTheClient().or(resideInAnyPackage(in("client.."), in("generated.."))))
                .as("the client uses the generated client and its libraries only");
    }

    private ArchRule simulatorUsesNeitherClientNorCli() {
        return noClasses()
                .that()
                .resideInAPackage(in("simulator.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("client.."), in("generated.."), in("cli.."))
                .as("the simulator uses neither client nor CLI")
                .because("it is a second reading of the contract, and would share the errors of the first");
    }

    private ArchRule cliDoesNotSeeWireTypes() {
        return noClasses()
                .that()
                .resideInAPackage(in("cli.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("generated.*.."))
                .as("the CLI does not see wire types");
    }

    private ArchRule nothingUsesTheContractTests() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("contract.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("contract.."))
                .as("nothing uses the contract tests");
    }

    private ArchRule packagesAreFreeOfCycles() {
        return slices().matching(in("(**)")).should().beFreeOfCycles().as("packages are free of cycles");
    }

    private ArchRule publicClassesAreInPublishedPackages() {
        String[] published = Stream.of(
                        "generated",
                        "generated.api",
                        "generated.constraint",
                        "generated.json",
                        "generated.iam",
                        "generated.iam.api",
                        "generated.iam.constraint",
                        "generated.iam.model",
                        "generated.iam.json",
                        "generated.model",
                        "client",
                        "client.auth",
                        "client.call",
                        "client.error",
                        "client.file",
                        "client.fleet",
                        "client.internal",
                        "client.server",
                        "client.tar",
                        "client.validation",
                        "simulator",
                        "simulator.junit",
                        "cli")
                .map(this::in)
                .toArray(String[]::new);
        return classes()
                .that()
                .arePublic()
                .should()
                .resideInAnyPackage(published)
                .as("public classes are in published packages");
    }

    private ArchRule onlyProgramsPrint() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("cli.."))
                .and()
                .haveSimpleNameNotEndingWith("Main")
                .should(ACCESS_STANDARD_STREAMS)
                .as("only programs print")
                .because("a library that prints speaks to no one");
    }

    private ArchRule librariesDoNotUseJavaUtilLogging() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("cli.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .as("libraries do not use java.util.logging");
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    /** And of the platform what no runtime image lacks; a few packages of java.base begin with javax. */
    private static DescribedPredicate<JavaClass> librariesOfTheClient() {
        Set<String> platform = Object.class.getModule().getPackages();
        return resideInAnyPackage(
                        "retrofit2..", "okhttp3..", "okio..", "com.squareup.moshi..", "org.jspecify..", "org.slf4j..")
                .or(DescribedPredicate.describe(
                        "are of java.base",
                        type -> type.getBaseComponentType().isPrimitive() || platform.contains(type.getPackageName())));
    }
}
