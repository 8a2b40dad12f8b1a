package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrest.embeddedaws.estate.Estate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the endpoint honest from outside: the AWS CLI and boto3, which share no code with the SDK for Java, see the same
 * estate as the YAML. Needs the Debian packages {@code awscli} and {@code python3-boto3}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String REGION = "eu-central-1";
    private static final String SHOP = "222222222222";

    private Path home;
    private EmbeddedAws aws;
    private Optional<AwsCli> cli = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        home = folder;
        aws = EmbeddedAws.start(Estate.load(Path.of("src/test/resources/estates/small.yml")));
        Optional<String> python = AwsCli.python(PYTHON.toString());
        if (python.isPresent()) {
            cli = Optional.of(new AwsCli(python.get(), Files.createDirectory(home.resolve("cli"))));
        }
    }

    @AfterAll
    void stop() {
        cli.ifPresent(AwsCli::close);
        aws.close();
    }

    @Test
    void theCommandLineSeesTheOrganisation() throws Exception {
        needsCommandLine();

        assertThat(texts(cli("111111111111", "organizations list-accounts"), "/Accounts", "Id"))
                .containsExactly("111111111111", "222222222222", "333333333333", "444444444444");
        assertThat(texts(cli("111111111111", "ec2 describe-regions --all-regions"), "/Regions", "RegionName"))
                .containsExactly("eu-central-1", "us-east-1", "us-west-2", "ap-east-1");
        assertThat(cli("111111111111", "sts get-caller-identity").at("/Account").asString())
                .isEqualTo("111111111111");
        assertThat(cli(
                                "111111111111",
                                "sts assume-role --role-arn arn:aws:iam::222222222222:role/atrest-audit"
                                        + " --role-session-name cli --external-id atrest-demo")
                        .at("/AssumedRoleUser/Arn")
                        .asString())
                .isEqualTo("arn:aws:sts::222222222222:assumed-role/atrest-audit/cli");
    }

    @Test
    void theCommandLineSeesVolumesAndSnapshots() throws Exception {
        needsCommandLine();

        JsonNode volumes = cli(SHOP, "ec2 describe-volumes");
        assertThat(texts(volumes, "/Volumes", "VolumeId"))
                .containsExactly("vol-0aaaaaaaaaaaaaaa1", "vol-0aaaaaaaaaaaaaaa2", "vol-0aaaaaaaaaaaaaaa3");
        assertThat(volumes.at("/Volumes/0/KmsKeyId").asString())
                .isEqualTo("arn:aws:kms:eu-central-1:222222222222:key/2a222222-2222-4222-8222-222222222222");
        assertThat(volumes.at("/Volumes/2/Tags/0/Value").asString()).isEqualTo("<scratch> & \"more\"");
        assertThat(texts(
                        cli(SHOP, "ec2 describe-snapshots --owner-ids self --restorable-by-user-ids all"),
                        "/Snapshots",
                        "SnapshotId"))
                .containsExactly("snap-0aaaaaaaaaaaaaa2");
        assertThat(cli(
                                SHOP,
                                "ec2 describe-snapshot-attribute --attribute createVolumePermission"
                                        + " --snapshot-id snap-0aaaaaaaaaaaaaa1")
                        .at("/CreateVolumePermissions/0/UserId")
                        .asString())
                .isEqualTo("333333333333");
        assertThat(cli(SHOP, "ec2 get-ebs-encryption-by-default")
                        .at("/EbsEncryptionByDefault")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theCommandLineSeesBuckets() throws Exception {
        needsCommandLine();

        assertThat(texts(cli(SHOP, "s3api list-buckets"), "/Buckets", "Name"))
                .containsExactly("shop-access-logs", "shop-orders", "shop-website");
        assertThat(cli(SHOP, "s3api get-bucket-location --bucket shop-orders")
                        .at("/LocationConstraint")
                        .asString())
                .isEqualTo("eu-central-1");
        assertThat(cli(SHOP, "s3api get-bucket-encryption --bucket shop-orders")
                        .at(
                                "/ServerSideEncryptionConfiguration/Rules/0/ApplyServerSideEncryptionByDefault/KMSMasterKeyID")
                        .asString())
                .isEqualTo("alias/shop");
        assertThat(texts(cli(SHOP, "s3api get-bucket-tagging --bucket shop-orders"), "/TagSet", "Value"))
                .containsExactly("CONFIDENTIAL", "database");
        assertThat(cli(SHOP, "--region us-east-1 s3api get-bucket-policy --bucket shop-website")
                        .at("/Policy")
                        .asString())
                .contains("arn:aws:s3:::shop-website/*");
        assertThat(cli(SHOP, "--region us-east-1 s3api get-bucket-policy-status --bucket shop-website")
                        .at("/PolicyStatus/IsPublic")
                        .asBoolean())
                .isTrue();
        assertThat(cli("111111111111", "s3api get-bucket-versioning --bucket atrest-trail-logs")
                        .at("/MFADelete")
                        .asString())
                .isEqualTo("Enabled");
    }

    @Test
    void theCommandLineSeesKeys() throws Exception {
        needsCommandLine();

        assertThat(texts(cli(SHOP, "kms list-keys"), "/Keys", "KeyId"))
                .contains(
                        "2a222222-2222-4222-8222-222222222222",
                        "2b222222-2222-4222-8222-222222222222",
                        "2c222222-2222-4222-8222-222222222222");
        assertThat(cli(SHOP, "kms describe-key --key-id alias/shop")
                        .at("/KeyMetadata/KeyManager")
                        .asString())
                .isEqualTo("CUSTOMER");
        assertThat(cli(SHOP, "kms get-key-policy --policy-name default --key-id 2a222222-2222-4222-8222-222222222222")
                        .at("/Policy")
                        .asString())
                .contains("arn:aws:iam::222222222222:root");
        assertThat(cli(SHOP, "kms get-key-rotation-status --key-id 2a222222-2222-4222-8222-222222222222")
                        .at("/KeyRotationEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(cli(SHOP, "kms list-grants --key-id 2a222222-2222-4222-8222-222222222222")
                        .at("/Grants/0/Operations/1")
                        .asString())
                .isEqualTo("CreateGrant");
        assertThat(texts(
                        cli(SHOP, "resourcegroupstaggingapi get-resources --resource-type-filters s3 kms:key"),
                        "/ResourceTagMappingList",
                        "ResourceARN"))
                .hasSize(2);
    }

    @Test
    void theCommandLineSeesTrailsAndAlarms() throws Exception {
        needsCommandLine();

        JsonNode trails = cli(SHOP, "--region us-east-1 cloudtrail describe-trails");
        assertThat(trails.at("/trailList/0/HomeRegion").asString()).isEqualTo("eu-central-1");
        String trail = trails.at("/trailList/0/TrailARN").asString();
        assertThat(cli(SHOP, "cloudtrail get-trail-status --name " + trail)
                        .at("/IsLogging")
                        .asBoolean())
                .isTrue();
        assertThat(texts(cli(SHOP, "cloudtrail lookup-events"), "/Events", "EventName"))
                .containsExactly("Decrypt");
        assertThat(texts(cli("111111111111", "logs describe-metric-filters"), "/metricFilters", "filterName"))
                .containsExactly("key-deletion");
        assertThat(cli("111111111111", "cloudwatch describe-alarms")
                        .at("/MetricAlarms/0/AlarmActions/0")
                        .asString())
                .isEqualTo("arn:aws:sns:eu-central-1:111111111111:security");
        assertThat(texts(
                        cli(
                                "111111111111",
                                "sns list-subscriptions-by-topic --topic-arn"
                                        + " arn:aws:sns:eu-central-1:111111111111:security"),
                        "/Subscriptions",
                        "Endpoint"))
                .containsExactly("security@example.com", "newcomer@example.com");
        assertThat(texts(cli(SHOP, "events list-rules"), "/Rules", "Name")).containsExactly("key-deletion");
        assertThat(cli(SHOP, "events list-targets-by-rule --rule key-deletion")
                        .at("/Targets/0/Arn")
                        .asString())
                .isEqualTo("arn:aws:sns:eu-central-1:111111111111:security");
    }

    @Test
    void theCommandLineShowsAwssErrors() throws Exception {
        needsCommandLine();

        assertThat(cliError(SHOP, "kms describe-key --key-id alias/none")).contains("(NotFoundException)");
        assertThat(cliError(SHOP, "s3api get-bucket-tagging --bucket shop-access-logs"))
                .contains("(NoSuchTagSet)");
        assertThat(cliError(SHOP, "organizations list-accounts")).contains("(AccessDeniedException)");
        assertThat(cliError(SHOP, "--region us-west-2 ec2 describe-volumes"))
                .contains("(UnauthorizedOperation)", "with an explicit deny in a service control policy");
        assertThat(cliError(
                        "111111111111",
                        "sns list-subscriptions-by-topic --topic-arn arn:aws:sns:eu-central-1:111111111111:no"))
                .contains("(NotFound)");
        assertThat(cliError(SHOP, "ec2 describe-instances")).contains("(InvalidAction)");
    }

    @Test
    void boto3PagesThroughEverything() throws Exception {
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && run(command(SHOP, PYTHON.toString(), "-c", "import boto3"))
                                        .exit()
                                == 0,
                "skipped: install boto3 with: apt-get install python3-boto3");
        Path script = Files.writeString(home.resolve("read.py"), """
                import boto3, json, os
                def client(service):
                    return boto3.client(service, endpoint_url=os.environ["ENDPOINT"], region_name="eu-central-1")
                def pages(service, operation, field, **arguments):
                    paginator = client(service).get_paginator(operation)
                    return [item for page in paginator.paginate(**arguments) for item in page[field]]
                volumes = pages("ec2", "describe_volumes", "Volumes", PaginationConfig={"PageSize": 5})
                print(json.dumps({
                    "volumes": [volume["VolumeId"] for volume in volumes],
                    "created": volumes[0]["CreateTime"].isoformat(),
                    "snapshots": [s["SnapshotId"] for s in pages("ec2", "describe_snapshots", "Snapshots", OwnerIds=["self"])],
                    "keys": len(pages("kms", "list_keys", "Keys", PaginationConfig={"PageSize": 1})),
                    "aliases": [a["AliasName"] for a in pages("kms", "list_aliases", "Aliases", PaginationConfig={"PageSize": 1})
                                if "TargetKeyId" in a],
                    "tagged": [r["ResourceARN"] for r in pages("resourcegroupstaggingapi", "get_resources",
                               "ResourceTagMappingList", PaginationConfig={"PageSize": 1})],
                    "buckets": [b["Name"] for b in client("s3").list_buckets()["Buckets"]],
                    "block": client("s3").get_public_access_block(Bucket="shop-orders")
                               ["PublicAccessBlockConfiguration"]["BlockPublicAcls"],
                    "versioning": client("s3").get_bucket_versioning(Bucket="shop-orders").get("Status"),
                    "head": client("s3").head_bucket(Bucket="shop-orders")["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"],
                    "events": [e["EventName"] for e in pages("cloudtrail", "lookup_events", "Events")],
                }))
                """);

        Outcome outcome = run(command(SHOP, PYTHON.toString(), script.toString()));

        assertThat(outcome.exit()).as(outcome.error()).isZero();
        JsonNode read = new JsonMapper().readTree(outcome.output());
        assertThat(strings(read.at("/volumes")))
                .containsExactly("vol-0aaaaaaaaaaaaaaa1", "vol-0aaaaaaaaaaaaaaa2", "vol-0aaaaaaaaaaaaaaa3");
        assertThat(read.at("/created").asString()).isEqualTo("2025-01-15T08:00:00+00:00");
        assertThat(strings(read.at("/snapshots"))).containsExactly("snap-0aaaaaaaaaaaaaa1", "snap-0aaaaaaaaaaaaaa2");
        assertThat(read.at("/keys").asInt()).isEqualTo(4);
        assertThat(strings(read.at("/aliases"))).containsExactlyInAnyOrder("alias/shop", "alias/aws/ebs");
        assertThat(strings(read.at("/tagged")))
                .containsExactly(
                        "arn:aws:s3:::shop-orders",
                        "arn:aws:kms:eu-central-1:222222222222:key/2a222222-2222-4222-8222-222222222222",
                        "arn:aws:ec2:eu-central-1:222222222222:volume/vol-0aaaaaaaaaaaaaaa1",
                        "arn:aws:ec2:eu-central-1:222222222222:volume/vol-0aaaaaaaaaaaaaaa2",
                        "arn:aws:ec2:eu-central-1:222222222222:volume/vol-0aaaaaaaaaaaaaaa3");
        assertThat(strings(read.at("/buckets"))).containsExactly("shop-access-logs", "shop-orders", "shop-website");
        assertThat(read.at("/block").asBoolean()).isTrue();
        assertThat(read.at("/versioning").isNull()).isTrue();
        assertThat(read.at("/head").asString()).isEqualTo("eu-central-1");
        assertThat(strings(read.at("/events"))).containsExactly("Decrypt");
    }

    private void needsCommandLine() {
        assumeTrue(cli.isPresent(), "skipped: install the AWS CLI with: apt-get install awscli");
    }

    private JsonNode cli(String account, String arguments) throws Exception {
        Outcome outcome = runCli(account, arguments);
        assertThat(outcome.exit())
                .as("aws " + arguments + ": " + outcome.error())
                .isZero();
        return new JsonMapper().readTree(outcome.output());
    }

    private String cliError(String account, String arguments) throws Exception {
        Outcome outcome = runCli(account, arguments);
        assertThat(outcome.exit()).as(outcome.output()).isNotZero();
        return outcome.error();
    }

    private Outcome runCli(String account, String arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(cli.orElseThrow().command().toString(), "--output", "json"));
        words.addAll(List.of(arguments.split(" ")));
        ProcessBuilder command = command(account, words.toArray(String[]::new));
        command.environment().putAll(cli.orElseThrow().environment(aws, account, REGION));
        return run(command);
    }

    private ProcessBuilder command(String account, String... words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.putAll(Map.of(
                "AWS_ACCESS_KEY_ID", aws.accessKeyId(account),
                "AWS_SECRET_ACCESS_KEY", aws.secretKey(),
                "AWS_DEFAULT_REGION", REGION,
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_MAX_ATTEMPTS", "1",
                "ENDPOINT", aws.endpoint().toString(),
                "HOME", home.toString()));
        return builder;
    }

    private record Outcome(int exit, String output, String error) {}

    private Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "out", ".txt");
        Path error = Files.createTempFile(home, "err", ".txt");
        Process process = builder.redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ended in time: " + builder.command())
                    .isTrue();
            return new Outcome(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(error, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> texts(JsonNode node, String list, String member) {
        return node.at(list)
                .valueStream()
                .map(item -> item.path(member).asString())
                .toList();
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
