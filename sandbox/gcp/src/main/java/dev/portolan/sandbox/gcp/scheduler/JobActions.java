package dev.portolan.sandbox.gcp.scheduler;

import com.google.cloud.scheduler.v1.CreateJobRequest;
import com.google.cloud.scheduler.v1.DeleteJobRequest;
import com.google.cloud.scheduler.v1.GetJobRequest;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.ListJobsRequest;
import com.google.cloud.scheduler.v1.ListJobsResponse;
import com.google.cloud.scheduler.v1.PauseJobRequest;
import com.google.cloud.scheduler.v1.ResumeJobRequest;
import com.google.cloud.scheduler.v1.RunJobRequest;
import com.google.cloud.scheduler.v1.UpdateJobRequest;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import dev.portolan.sandbox.gcp.wire.Behavior;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Masks;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.regex.Pattern;

/** What can be done with jobs. */
final class JobActions {
  private static final Pattern NAME =
      Pattern.compile("projects/[^/]+/locations/[^/]+/jobs/[A-Za-z0-9_-]{1,500}");

  private final JobRules rules;

  JobActions(JobRules rules) {
    this.rules = rules;
  }

  Rpcs on(Rpcs rpcs) {
    return rpcs.on(
            "GetJob",
            GetJobRequest.getDefaultInstance(),
            (request, call) -> there(call, request.getName()))
        .on("ListJobs", ListJobsRequest.getDefaultInstance(), JobActions::list)
        .on("CreateJob", CreateJobRequest.getDefaultInstance(), this::create)
        .on("UpdateJob", UpdateJobRequest.getDefaultInstance(), this::update)
        .on("DeleteJob", DeleteJobRequest.getDefaultInstance(), JobActions::delete)
        .on("PauseJob", PauseJobRequest.getDefaultInstance(), JobActions::pause)
        .on("ResumeJob", ResumeJobRequest.getDefaultInstance(), JobActions::resume)
        .on("RunJob", RunJobRequest.getDefaultInstance(), JobActions::run);
  }

  private static Job there(Call call, String name) {
    return Executions.JOBS.find(call.tree(), name).orElseThrow(SchedulerError.NOT_FOUND::refusal);
  }

  private static Job put(Call call, Job job) {
    Executions.JOBS.put(call.tree(), job.getName(), job);
    return job;
  }

  private static ListJobsResponse list(ListJobsRequest request, Call call) {
    Page<Job> page =
        Page.of(
            Executions.JOBS.list(call.tree(), request.getParent() + "/"),
            request.getPageSize(),
            request.getPageToken(),
            500);
    return ListJobsResponse.newBuilder()
        .addAllJobs(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private Job create(CreateJobRequest request, Call call) {
    Job given = Behavior.given(request.getJob());
    String name =
        given.getName().isEmpty() ? request.getParent() + "/jobs/" + Ids.hex(16) : given.getName();
    if (!NAME.matcher(name).matches() || !name.startsWith(request.getParent() + "/jobs/")) {
      throw SchedulerError.NAME.refusal();
    }
    rules.check(given, call);
    if (Executions.JOBS.has(call.tree(), name)) {
      throw SchedulerError.EXISTS.refusal(name);
    }
    return put(
        call,
        JobDefaults.of(given).toBuilder()
            .setName(name)
            .setState(Job.State.ENABLED)
            .setUserUpdateTime(Times.of(call.now()))
            .setScheduleTime(Times.of(next(given, call.now())))
            .build());
  }

  private static Instant next(Job job, Instant now) {
    return UnixCron.of(job.getSchedule(), job.getTimeZone())
        .flatMap(schedule -> schedule.after(now))
        .orElseThrow();
  }

  private Job update(UpdateJobRequest request, Call call) {
    Job current = there(call, request.getJob().getName());
    Job given = Behavior.given(request.getJob());
    FieldMask mask = request.getUpdateMask();
    for (String path : mask.getPathsList()) {
      if (!FieldMaskUtil.isValid(Job.getDescriptor(), path) || path.equals("name")) {
        throw SchedulerError.MASK.refusal(path);
      }
    }
    Job merged =
        mask.getPathsCount() == 0 ? given : Behavior.given(Masks.merged(current, given, mask));
    rules.check(merged, call);
    return put(
        call,
        JobDefaults.of(merged).toBuilder()
            .setName(current.getName())
            .setState(current.getState())
            .setStatus(current.getStatus())
            .setLastAttemptTime(current.getLastAttemptTime())
            .setUserUpdateTime(Times.of(call.now()))
            .setScheduleTime(Times.of(next(merged, call.now())))
            .build());
  }

  private static Empty delete(DeleteJobRequest request, Call call) {
    there(call, request.getName());
    Executions.JOBS.remove(call.tree(), request.getName());
    Executions.end(call.tree(), request.getName());
    return Empty.getDefaultInstance();
  }

  private static Job pause(PauseJobRequest request, Call call) {
    Job job = there(call, request.getName());
    if (job.getState() != Job.State.ENABLED) {
      throw SchedulerError.STATE.refusal("Only a job that is enabled can be paused.");
    }
    return put(call, job.toBuilder().setState(Job.State.PAUSED).clearScheduleTime().build());
  }

  private static Job resume(ResumeJobRequest request, Call call) {
    Job job = there(call, request.getName());
    if (job.getState() != Job.State.PAUSED) {
      throw SchedulerError.STATE.refusal("Only a job that is paused can be resumed.");
    }
    return put(
        call,
        job.toBuilder()
            .setState(Job.State.ENABLED)
            .setScheduleTime(Times.of(next(job, call.now())))
            .build());
  }

  private static Job run(RunJobRequest request, Call call) {
    Job job = there(call, request.getName());
    Executions.begin(call.tree(), job.getName(), call.now(), call.now());
    return job;
  }
}
