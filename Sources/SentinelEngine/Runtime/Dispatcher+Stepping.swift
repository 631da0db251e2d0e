extension Dispatcher {
    /// Delivers everything that is due, one message after the other, and returns: the parts of ``run()`` without its
    /// tasks, so that a simulation sees the same order of steps each time.
    package func deliverDue() async {
        while true {
            let wait = await takeMore()
            let (started, held) = startable()
            for claimed in started { await finish([await attempt(claimed)]) }
            if !held.isEmpty { await finish(held.map(returned)) }
            if wait != nil, started.isEmpty, held.isEmpty { return }
        }
    }
}
