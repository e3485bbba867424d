package dev.portolan.provider.aws;

/** All that is ever asked of AWS, a record of calls a service. */
record AwsCalls(
    StsCalls sts,
    IamCalls iam,
    LogCalls logs,
    BucketCalls bucket,
    LambdaCalls lambda,
    VersionCalls versions,
    InvokeCalls invoke,
    AccessCalls access,
    ApiCalls api,
    ScheduleCalls schedules,
    TopicCalls topics,
    RuleCalls rules,
    QueueCalls queues,
    TableCalls tables,
    MappingCalls mappings,
    InvokeConfigCalls invokeConfigs,
    NotificationCalls notifications) {
  static AwsCalls of(AwsClients clients, Ledger ledger) {
    var lambda = clients.lambda();
    return new AwsCalls(
        new StsCalls(clients.sts(), ledger),
        new IamCalls(clients.iam(), ledger),
        new LogCalls(clients.logs(), ledger),
        new BucketCalls(clients.s3(), ledger),
        new LambdaCalls(lambda, ledger),
        new VersionCalls(lambda, ledger),
        new InvokeCalls(clients.invoker(), ledger),
        new AccessCalls(lambda, ledger),
        new ApiCalls(clients.apis(), ledger),
        new ScheduleCalls(clients.scheduler(), ledger),
        new TopicCalls(clients.sns(), ledger),
        new RuleCalls(clients.buses(), ledger),
        new QueueCalls(clients.sqs(), ledger),
        new TableCalls(clients.tables(), ledger),
        new MappingCalls(lambda, ledger),
        new InvokeConfigCalls(lambda, ledger),
        new NotificationCalls(clients.s3(), ledger));
  }
}
