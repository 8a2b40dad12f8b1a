package dev.atrest.embeddedaws.services;

/**
 * Who calls.
 *
 * @param account account id that the calls reach
 * @param arn the principal
 * @param userId unique id of the principal
 */
public record Identity(String account, String arn, String userId) {}
