package dev.portolan.sandbox.gcp.scheduler;

import com.google.cloud.scheduler.v1.SchedulerProto;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;

/** Cloud Scheduler v1, jobs with an HTTP target. */
public final class Scheduler implements Service {
  private final Rpcs rpcs;

  public Scheduler(Accounts accounts) {
    this.rpcs =
        new JobActions(new JobRules(accounts))
            .on(Rpcs.of(Rpcs.service(SchedulerProto.getDescriptor(), "CloudScheduler")));
  }

  @Override
  public String host() {
    return "cloudscheduler.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }
}
