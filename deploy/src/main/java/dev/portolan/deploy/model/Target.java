package dev.portolan.deploy.model;

/**
 * Where a deployment goes, as the cloud itself says: who we are there, and in which place.
 *
 * @param account the account, subscription, project or cluster
 * @param region the region or namespace
 * @param identity who the credentials belong to, for people
 */
public record Target(String provider, String account, String region, String identity) {}
