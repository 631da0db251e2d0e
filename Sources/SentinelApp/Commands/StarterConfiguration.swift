/// The configuration that `sentinel init sentinel.yaml` writes.
enum StarterConfiguration {
    /// The text: valid as it is, and a short tour of what there is.
    static let text = """
        # SQL Sentinel: alerts are SQL queries that say ALERT or OK.
        #   sentinel validate sentinel.yaml            checks this file
        #   sentinel run sentinel.yaml --dry-run       asks the database and shows what would be told
        #   sentinel run sentinel.yaml                 does it
        version: 1

        # The database to watch. More of them go under 'sources:', by name.
        database:
          url: "sqlite:///shop.db"

        # Where states, history and unsent messages are kept.
        state:
          url: "sqlite:///sqlsentinel.db"

        # What holds for every alert that does not say otherwise.
        defaults:
          timezone: UTC
          timeout: 30s
          # notify: [ops]

        # Whom to tell. ${NAME} is taken from the environment; every secret may also come from a file.
        # receivers:
        #   ops:
        #     type: slack
        #     webhook_url: "${SLACK_WEBHOOK_URL}"
        #   on-call:
        #     type: webhook
        #     url: "https://example.com/hooks/alerts"

        alerts:
          - name: Daily revenue
            description: Yesterday's revenue is below what is normal.
            # The query returns one row. 'status' decides; 'actual_value' and 'threshold' are shown with it,
            # and every other column goes into the message as well.
            query: |
              SELECT CASE WHEN COALESCE(SUM(amount), 0) < 10000 THEN 'ALERT' ELSE 'OK' END AS status,
                     COALESCE(SUM(amount), 0) AS actual_value,
                     10000 AS threshold
              FROM orders
              WHERE day = date('now', '-1 day')
            schedule: "0 9 * * *"        # every day at 9:00; 'every: 15m' and @hourly work too
            severity: warning
            # notify:
            #   - ops
            #   - channel: email
            #     recipients: [sales@example.com]
            #     subject: "{alert_name}: {status}"

        """
}
