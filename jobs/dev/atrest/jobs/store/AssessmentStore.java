package dev.atrest.jobs.store;

import dev.atrest.model.Account;
import dev.atrest.model.DataProtectionClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Assessments and the accounts of their scope. */
@Repository
public class AssessmentStore {

    private final JdbcClient jdbc;

    AssessmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(Assessment assessment) {
        jdbc.sql("""
                        insert into assessment (id, started_at, scope_digest, scope, caller, version, rules_digest)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        assessment.id(),
                        timestamp(assessment.startedAt()),
                        assessment.scopeDigest(),
                        assessment.scope(),
                        assessment.caller(),
                        assessment.version(),
                        assessment.rulesDigest())
                .update();
    }

    public Optional<Assessment> find(String id) {
        return jdbc.sql("select * from assessment where id = ?")
                .param(id)
                .query(AssessmentStore::assessment)
                .optional();
    }

    /** The latest assessment of this scope, if it was interrupted before its reports were written. */
    public Optional<Assessment> interrupted(String scopeDigest) {
        return jdbc.sql(
                        "select * from assessment where scope_digest = ? order by started_at desc, id desc fetch first 1 rows only")
                .param(scopeDigest)
                .query(AssessmentStore::assessment)
                .optional()
                .filter(assessment -> assessment.finishedAt().isEmpty());
    }

    /** All assessments, the latest first. */
    public List<Assessment> list() {
        return jdbc.sql("select * from assessment order by started_at desc, id desc")
                .query(AssessmentStore::assessment)
                .list();
    }

    /**
     * The finished assessments of the same scope in words that started before this one, the latest first. What was imported has
     * none and is none: the same words may say another organisation.
     */
    public List<Assessment> earlier(Assessment than, int most) {
        if (than.imported()) {
            return List.of();
        }
        return jdbc.sql("select * from assessment where scope = ? and finished_at is not null and started_at < ?"
                        + " and scope_digest <> '" + Assessment.IMPORTED + "'"
                        + " order by started_at desc, id desc fetch first " + most + " rows only")
                .params(than.scope(), timestamp(than.startedAt()))
                .query(AssessmentStore::assessment)
                .list();
    }

    /** The accounts of assessments of the same scope in words that started before this one, by a caller of the same account. */
    public Set<String> earlierAccounts(Assessment than) {
        if (than.imported()) {
            return Set.of();
        }
        String[] caller = than.caller().split(":", 6);
        return Set.copyOf(
                jdbc.sql("select distinct a.account_id from account a join assessment s on s.id = a.assessment_id"
                                + " where s.scope = ? and s.started_at < ? and s.caller like ? and s.scope_digest <> '"
                                + Assessment.IMPORTED + "'")
                        .params(
                                than.scope(),
                                timestamp(than.startedAt()),
                                caller.length == 6 ? "arn:%:" + caller[4] + ":%" : "%")
                        .query(String.class)
                        .list());
    }

    /** Deletes an assessment with its accounts, coverage, resources, findings and what only it was judged by. */
    @Transactional
    public void delete(String id) {
        jdbc.sql("delete from assessment where id = ?").param(id).update();
        jdbc.sql("delete from document where not exists"
                        + " (select 1 from assessment_document where assessment_document.digest = document.digest)")
                .update();
    }

    public void markEvaluated(String id, Instant when) {
        jdbc.sql("update assessment set evaluated_at = ? where id = ?")
                .params(timestamp(when), id)
                .update();
    }

    public void markFinished(String id, Instant when) {
        jdbc.sql("update assessment set finished_at = ? where id = ?")
                .params(timestamp(when), id)
                .update();
    }

    /** Replaces the accounts of an assessment. */
    @Transactional
    public void saveAccounts(String assessmentId, List<Account> accounts) {
        jdbc.sql("delete from account where assessment_id = ?")
                .param(assessmentId)
                .update();
        for (Account account : accounts) {
            jdbc.sql("insert into account (assessment_id, account_id, name, status, organizational_unit, owner,"
                            + " criticality, default_class) values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            assessmentId,
                            account.id(),
                            Storable.text(account.name()),
                            account.status(),
                            Storable.text(account.organizationalUnit()),
                            Storable.text(account.owner()),
                            Storable.text(account.criticality()),
                            account.defaultClass().map(Enum::name).orElse(null))
                    .update();
        }
    }

    /** The accounts of an assessment, by id. */
    public List<Account> accounts(String assessmentId) {
        return jdbc.sql("select * from account where assessment_id = ? order by account_id")
                .param(assessmentId)
                .query(AssessmentStore::account)
                .list();
    }

    /** One account of the assessment's scope. */
    public Optional<Account> account(String assessmentId, String accountId) {
        return jdbc.sql("select * from account where assessment_id = ? and account_id = ?")
                .params(assessmentId, accountId)
                .query(AssessmentStore::account)
                .optional();
    }

    /** How many accounts the assessment's scope has, those that are not entered included. */
    public int accountCount(String assessmentId) {
        return jdbc.sql("select count(*) from account where assessment_id = ?")
                .param(assessmentId)
                .query(Integer.class)
                .single();
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        return new Account(
                row.getString("account_id"),
                row.getString("name"),
                row.getString("status"),
                row.getString("organizational_unit"),
                row.getString("owner"),
                row.getString("criticality"),
                Optional.ofNullable(row.getString("default_class")).map(DataProtectionClass::valueOf));
    }

    private static Assessment assessment(ResultSet row, int index) throws SQLException {
        return new Assessment(
                row.getString("id"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                optionalInstant(row.getObject("evaluated_at", OffsetDateTime.class)),
                optionalInstant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getString("scope_digest"),
                row.getString("scope"),
                row.getString("caller"),
                row.getString("version"),
                row.getString("rules_digest"));
    }

    private static Optional<Instant> optionalInstant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
