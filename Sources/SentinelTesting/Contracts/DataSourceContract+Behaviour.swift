import SentinelModels
import Synchronization

extension DataSourceContract {
    static let timeClauses = [
        DataSourceContract("a query ends within a second of its deadline") { scene in
            let limits = QueryLimits(timeout: .milliseconds(200))
            let (error, duration) = try await scene.timed {
                try await scene.failure(scene.dialect.endless, limits: limits)
            }
            try require(error.code, equals: .timeout)
            try require(error.isRetryable, "a timeout may pass")
            try require(duration >= .milliseconds(200), "the query has all its time; it took \(duration)")
            try require(duration < .milliseconds(1200), "it took \(duration)")
            try await scene.requireUsable()
        },
        DataSourceContract("a cancelled query ends within a second") { scene in
            let (error, duration) = try await scene.cancelled(after: .milliseconds(100))
            try require(error.code, equals: .cancelled)
            try require(duration < .milliseconds(1100), "it took \(duration)")
            try await scene.requireUsable()
        },
        DataSourceContract("a task that is cancelled already runs nothing") { scene in
            let (error, duration) = try await scene.cancelled(after: .zero)
            try require(error.code, equals: .cancelled)
            try require(duration < .milliseconds(1000), "it took \(duration)")
        },
        DataSourceContract(
            "waiting for a connection counts, and can be cancelled", needs: [.pooling], connections: 1
        ) { scene in
            let hasEnded = Mutex(false)
            let holder = Task {
                defer { hasEnded.withLock { $0 = true } }
                return try await scene.failure(scene.dialect.endless)
            }
            defer { holder.cancel() }
            // The holder has the connection once another query cannot get it.
            var error: SentinelError?
            while error == nil {
                try require(!hasEnded.withLock(\.self), "a query waits for the connection until its own deadline")
                do throws(SentinelError) {
                    try await scene.run(scene.dialect.oneRow, limits: QueryLimits(timeout: .milliseconds(50)))
                } catch let thrown {
                    error = thrown
                }
            }
            try require(error?.code, equals: .timeout)
            let (cancelled, duration) = try await scene.cancelled(after: .milliseconds(50))
            try require(cancelled.code, equals: .cancelled)
            try require(duration < .milliseconds(1050), "it took \(duration)")
            holder.cancel()
            try require(try await holder.value.code, equals: .cancelled)
            try await scene.requireUsable()
        },
        DataSourceContract(
            "queries run beside each other, and stopped ones free their connections",
            needs: [.parallelQueries, .stopping]
        ) { scene in
            let (codes, duration) = try await scene.timed {
                try await withThrowingTaskGroup { group in
                    for _ in 0..<2 {
                        group.addTask {
                            let limits = QueryLimits(timeout: .milliseconds(400))
                            return try await scene.failure(scene.dialect.endless, limits: limits).code
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            try require(codes, equals: [.timeout, .timeout])
            try require(duration < .milliseconds(1400), "two at once take the time of one; they took \(duration)")
            for _ in 0..<4 { try await scene.requireUsable() }
            // One long query keeps its own connection busy, nobody else's.
            let holder = Task { try await scene.failure(scene.dialect.endless) }
            defer { holder.cancel() }
            for _ in 0..<20 {
                try await ContinuousClock().sleep(for: .milliseconds(5))
                try await scene.run(scene.dialect.oneRow, limits: QueryLimits(timeout: .seconds(2)))
            }
            holder.cancel()
            try require(try await holder.value.code, equals: .cancelled, "it ran all the time")
        },
        DataSourceContract("many callers at once all get their own answer") { scene in
            try await withThrowingTaskGroup { group in
                for count in 1...100 {
                    group.addTask {
                        let result = try await scene.run(scene.dialect.series(count))
                        try require(result.rows.count, equals: count)
                    }
                }
                try await group.waitForAll()
            }
        },
    ]

    static let parameterClauses = [
        DataSourceContract("parameters are bound with their types, and unused ones ignored", needs: [.parameters]) {
            scene in
            for sample in scene.dialect.parameters {
                let parameters = ["name": sample.value, "unused": .integer(1)]
                let result = try await scene.run(sample.sql, parameters: parameters)
                try require(result.rows, equals: [[sample.value]], sample.sql)
            }
        },
        DataSourceContract("a parameter is a value, never SQL", needs: [.parameters]) { scene in
            let text = "x'; DROP TABLE t; --"
            guard
                let sample = scene.dialect.parameters.first(where: { if case .text = $0.value { true } else { false } })
            else { return }
            let result = try await scene.run(sample.sql, parameters: ["name": .text(text)])
            try require(result.rows, equals: [[.text(text)]])
        },
        DataSourceContract("an unknown parameter is an error that names it", needs: [.parameters]) { scene in
            guard let sample = scene.dialect.parameters.first else { return }
            let error = try await scene.failure(sample.sql, parameters: ["other": .integer(1)])
            try require(error.code, equals: .query)
            try require(error.message.contains(":name"), "the message names the parameter: \(error)")
        },
        DataSourceContract("colons that start no parameter are left alone", needs: [.parameters]) { scene in
            for sample in scene.dialect.colons {
                let result = try await scene.run(sample.sql, parameters: ["name": .integer(1)])
                try require(result.rows, equals: [[sample.value]], sample.sql)
            }
        },
    ]

    static let safetyClauses = [
        DataSourceContract("a statement that cannot be right is a query error", needs: [.statements]) { scene in
            for sql in [scene.dialect.syntaxError, scene.dialect.unknownTable] {
                let error = try await scene.failure(sql)
                try require(error.code, equals: .query, sql)
                try require(!error.isRetryable, "it does not become right by itself: \(sql)")
            }
            try await scene.requireUsable()
        },
        DataSourceContract("two statements are refused", needs: [.statements]) { scene in
            let error = try await scene.failure(scene.dialect.twoStatements)
            try require([.notReadOnly, .query].contains(error.code), "\(error)")
        },
        DataSourceContract("hostile statements end in time and change nothing", needs: [.statements]) { scene in
            let before = try await scene.harness.digest?()
            for sql in scene.dialect.hostile {
                let limits = QueryLimits(timeout: .milliseconds(300))
                let (_, duration) = await scene.timed { try? await scene.run(sql, limits: limits) }
                try require(duration < .milliseconds(1300), "it took \(duration): \(sql)")
                try require(try await scene.harness.digest?(), equals: before, "something changed after: \(sql)")
            }
            try await scene.requireUsable()
        },
    ]

    static let lifeClauses = [
        DataSourceContract("a closed source refuses work, also when closed twice") { scene in
            try await scene.requireUsable()
            await scene.source.close()
            await scene.source.close()
            let error = try await scene.failure(scene.dialect.oneRow)
            try require(error.code, equals: .connection)
            try require(!error.isRetryable, "it stays closed")
        },
        DataSourceContract("closing waits for the queries that run", needs: [.stopping]) { scene in
            let limits = QueryLimits(timeout: .milliseconds(300))
            let running = Task { try await scene.failure(scene.dialect.endless, limits: limits) }
            try await scene.requireUsable()
            // By then it runs, and does not wait for a connection any more.
            try await ContinuousClock().sleep(for: .milliseconds(100))
            await scene.source.close()
            try require([.timeout, .connection].contains(try await running.value.code), "it ends by its own limit")
        },
        DataSourceContract("a database that is not there is a connection error that may pass") { scene in
            guard let unreachable = scene.harness.unreachable else { return }
            let other = DataSourceScene(harness: scene.harness, source: try await unreachable())
            let (error, duration) = try await scene.timed {
                try await other.failure(scene.dialect.oneRow, limits: QueryLimits(timeout: .seconds(2)))
            }
            try require([.connection, .dns, .timeout].contains(error.code), "\(error)")
            try require(error.isRetryable, "it may come back")
            try require(duration < .seconds(3), "it took \(duration)")
            await other.source.close()
        },
    ]
}

extension DataSourceScene {
    /// The error of an endless query whose task is cancelled after a while, and how long it took from then.
    fileprivate func cancelled(after delay: Duration) async throws -> (SentinelError, Duration) {
        let task = Task { try await failure(dialect.endless) }
        if delay > .zero { try await ContinuousClock().sleep(for: delay) }
        let start = ContinuousClock.now
        task.cancel()
        let error = try await task.value
        return (error, start.duration(to: .now))
    }
}
