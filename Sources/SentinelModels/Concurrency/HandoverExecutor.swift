import Dispatch

/// Lets the thread that answered a task go on with that task, instead of waking another thread for it.
///
/// A source's connection works on a thread of its own. When it answers, the waiting task becomes ready on that thread;
/// the usual executor would wake a second thread, which on a busy machine takes a processor from a query and loses
/// its caches. A task that prefers this executor is instead continued by the answering thread itself, before that takes
/// the next piece of work. A task that becomes ready elsewhere runs on a thread of Dispatch as usual.
///
/// Meant for tasks that do little between two waits; none may block.
public final class HandoverExecutor: TaskExecutor {
    /// The executor of the process.
    public static let shared = HandoverExecutor()

    private init() {}

    /// Runs a job: soon on this thread if it is within ``collecting(_:)``, else on another.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if let inbox = HandoverInbox.current {
            inbox.jobs.append(job)
        } else {
            DispatchQueue.global().async { self.run(job) }
        }
    }

    /// Does `body` on this thread, then what became ready through it, and what became ready through that.
    ///
    /// Must be called from a thread that may be used for tasks, not from a task.
    public func collecting(_ body: () -> Void) {
        let inbox = HandoverInbox()
        let outer = HandoverInbox.replaceCurrent(by: inbox)
        body()
        var next = 0
        while next < inbox.jobs.count {
            run(inbox.jobs[next])
            next += 1
        }
        HandoverInbox.replaceCurrent(by: outer)
    }

    private func run(_ job: UnownedJob) {
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
