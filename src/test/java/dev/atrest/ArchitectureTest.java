package dev.atrest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: jobs → readers, evaluators, writers → model. */
@AnalyzeClasses(packages = "dev.atrest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule foldersDependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("jobs")
            .definedBy("dev.atrest.jobs..")
            .layer("readers")
            .definedBy("dev.atrest.readers..")
            .layer("evaluators")
            .definedBy("dev.atrest.evaluators..")
            .layer("writers")
            .definedBy("dev.atrest.writers..")
            .layer("embedded-aws")
            .definedBy("dev.atrest.embeddedaws..")
            .layer("model")
            .definedBy("dev.atrest.model..")
            .whereLayer("jobs")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("readers")
            .mayOnlyBeAccessedByLayers("jobs")
            .whereLayer("evaluators")
            .mayOnlyBeAccessedByLayers("jobs")
            .whereLayer("writers")
            .mayOnlyBeAccessedByLayers("jobs")
            .whereLayer("embedded-aws")
            .mayOnlyBeAccessedByLayers("jobs")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("jobs", "readers", "evaluators", "writers")
            .withOptionalLayers(true);

    @ArchTest
    static final ArchRule onlyReadersAndTheEmbeddedEndpointTalkAws = noClasses()
            .that()
            .resideInAnyPackage("dev.atrest.model..", "dev.atrest.evaluators..", "dev.atrest.writers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.services..", "software.amazon.awssdk.http..");

    @ArchTest
    static final ArchRule onlyJobsKnowSpring = noClasses()
            .that()
            .resideOutsideOfPackage("dev.atrest.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "picocli..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = classes()
            .should()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");
}
